import { asyncScheduler } from 'rxjs';
import type { EmulatorSettings } from '../core/emulatorSettings';
import { type Moment, momentOf } from './moment';

/** A moment that was true when it was set. */
interface Running extends Moment {
  readonly setAtMs: number;
  /** Whether `AT+CCLK?` shows it in UTC, with the zone behind it. */
  readonly isUtc: boolean;
}

/** The clocks of the emulator: the modem’s own, which a restart keeps, and those outside. They begin to run when the port first opens. */
export class EmulatedClock {
  private running: Running | undefined;
  private startedAtMs: number | undefined;

  constructor(private readonly settings: Pick<EmulatorSettings, 'clock' | 'networkTime' | 'ntp'>) {}

  /** The port opens. */
  begin(isUtc: boolean): void {
    if (this.startedAtMs !== undefined) return;
    this.startedAtMs = asyncScheduler.now();
    const given = momentOf(this.settings.clock);
    if (given) this.set(given, isUtc);
  }

  /** Sets it; a host writes the time that it wants to be shown. */
  set(moment: Moment, isUtc = false): void {
    this.running = { ...moment, isUtc, setAtMs: asyncScheduler.now() };
  }

  /** What the modem’s own clock has; `undefined` where nobody has set it. */
  get now(): (Moment & { readonly isUtc: boolean }) | undefined {
    const { running } = this;
    return running && { ...later(running, running.setAtMs), isUtc: running.isUtc };
  }

  /** The time of the mobile network, where it sends one. */
  get network(): Moment | undefined {
    return this.outside(this.settings.networkTime);
  }

  /** The time of a server; a word where it has none. */
  server(host: string): Moment | 'silent' | 'unknown' {
    const { ntp } = this.settings;
    const given = Object.hasOwn(ntp, host) ? ntp[host] : ntp['*'];
    if (given === undefined) return 'unknown';
    return this.outside(given) ?? 'silent';
  }

  private outside(iso: string): Moment | undefined {
    const given = momentOf(iso);
    return given && later(given, this.startedAtMs ?? asyncScheduler.now());
  }
}

/** Time may begin anew between two runs in virtual time. */
const later = ({ utcMs, quarters }: Moment, sinceMs: number): Moment => ({
  utcMs: utcMs + Math.max(0, asyncScheduler.now() - sinceMs),
  quarters,
});
