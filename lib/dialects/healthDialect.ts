import type { ClockTime } from '../grammar/clockTime';
import type { Ask } from './ask';
import type { Signal } from './modemStates';

/** What a modem tells of its supply. */
export interface Supply {
  readonly milliVolts: number;
  /** Charge, 0 to 100, where the family tells it. */
  readonly percent?: number;
  /** Whether it charges, where the family tells it. */
  readonly isCharging?: boolean;
}

/** What a family is asked to learn how a modem is. */
export interface HealthDialect {
  readonly signal: Ask<Signal>;
  readonly supply: Ask<Supply>;
  readonly operator: Ask<string>;
  readonly clock: Ask<ClockTime>;
}
