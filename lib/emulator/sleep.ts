import type { ModemState } from './core/state';
import { monotonicNow } from '../../operators/monotonicNow';

/** Without traffic for so long a modem sleeps, where it may (SIM800 AT manual V1.09 page 160; hardware manual: 5 s). */
const IDLE_MS = 5_000;
/** What comes in this time after a wake is lost. */
const WAKE_MS = 100;
/** After DTR is low again the modem needs so long. */
const DTR_WAKE_MS = 50;

/** The sleep of a modem: `AT+CSCLK=1` and `AT+QSCLK=1` as DTR says, `AT+CSCLK=2` by itself. */
export class Sleep {
  private lastMs = -Infinity;
  private awakeFromMs = -Infinity;
  private isAsserted = true;

  constructor(private readonly state: () => Pick<ModemState, 'settings'>) {}

  /** Whether what the host writes now is lost; a character wakes a modem that sleeps by itself. */
  loses(): boolean {
    const now = monotonicNow();
    const { settings } = this.state();
    const mode = settings.get('+CSCLK') ?? settings.get('+QSCLK') ?? '0';
    const isIdle = now - this.lastMs >= IDLE_MS && this.lastMs >= 0;
    if (mode === '1' && !this.isAsserted && isIdle) return true;
    if (mode === '2' && isIdle && now >= this.awakeFromMs) this.awakeFromMs = now + WAKE_MS;
    if (mode === '2' || now >= this.awakeFromMs) this.lastMs = now;
    return mode !== '0' && now < this.awakeFromMs;
  }

  /** The modem says something: it is awake. */
  active(): void {
    this.lastMs = monotonicNow();
  }

  /** The host sets DTR. */
  dtr(isAsserted: boolean): void {
    if (isAsserted && !this.isAsserted) {
      this.awakeFromMs = monotonicNow() + DTR_WAKE_MS;
      this.lastMs = monotonicNow();
    }
    this.isAsserted = isAsserted;
  }
}
