import { defer, EMPTY, type Observable, of, tap } from 'rxjs';
import { firmwaresOf } from '../families/firmwaresOf';
import { monotonicNow } from '../../operators/monotonicNow';
import type { DoctorEvent, ExaminedModem } from './doctorEvent';
import type { LineAnswer, LineTalk } from './line/lineTalk';

/** An answer to a plain question that takes longer is slow. */
const SLOW_MS = 1_000;
const TIGHT = /^\+[A-Z0-9]+:\S/;
/** Checks of services that firmware may lack. */
const SERVICES = new Set(['http', 'tls', 'ftp', 'messages', 'sockets']);

/** Watches what firmware does otherwise than manuals say, while it is examined. Holds state: one a modem. */
export class HabitWatch {
  private tight: string | undefined;
  private slow: string | undefined;
  private readonly lacking: string[] = [];

  /** The same talk, watched. */
  over(talk: LineTalk): LineTalk {
    return {
      ...talk,
      ask: (line, withinMs) =>
        defer(() => {
          const sinceMs = monotonicNow();
          return talk
            .ask(line, withinMs)
            .pipe(tap((answer) => this.heard(line, answer, monotonicNow() - sinceMs)));
        }),
    };
  }

  /** Takes note of a check. */
  readonly note = (event: DoctorEvent): void => {
    if (event.kind === 'check' && !event.ok && SERVICES.has(event.name)) this.lacking.push(event.seen);
  };

  /** Proposes an entry for the table of firmware, where something was seen that no entry tells yet. */
  proposal(modem: ExaminedModem): Observable<DoctorEvent> {
    const { profile, model, firmware } = modem;
    const does = [
      ...(this.tight === undefined ? [] : [`it prints no space behind the colon: ${this.tight}`]),
      ...(this.slow === undefined ? [] : [this.slow]),
      ...this.lacking,
    ];
    const isKnown = profile !== null && firmwaresOf(profile, model, firmware).length > 0;
    if (does.length === 0 || isKnown || firmware === null) return EMPTY;
    return of(Object.freeze({ kind: 'habit', firmware, does: Object.freeze(does) }));
  }

  private heard(line: string, { lines, result }: LineAnswer, tookMs: number): void {
    this.tight ??= lines.find((one) => TIGHT.test(one));
    if (result !== undefined && tookMs > SLOW_MS)
      this.slow ??= `it needs ${Math.round(tookMs)} ms to answer ${line}`;
  }
}
