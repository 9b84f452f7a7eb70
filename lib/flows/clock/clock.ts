import { defer, type Observable, takeUntil } from 'rxjs';
import type { Modem } from '../../modem/modem';
import { type ClockReading, onClock, readingOf, type SetClock } from './clockReading';
import { type ClockSyncOptions, syncClock } from './syncClock';

/**
 * The clock of a modem.
 *
 *     clock.read(modem)                                             ⇒ { isSet: true, at: '2026-05-17T09:30:00+02:00', offsetMinutes: 120, source: 'modem' }
 *     clock.sync(modem, { from: 'network' })
 *     clock.sync(modem, { from: { ntp: 'pool.ntp.org' } })          ⇒ { …, source: 'ntp' }
 *
 *     > AT+CNTPCID=1   > AT+CNTP="pool.ntp.org",8   > AT+CNTP   < OK   …   < +CNTP: 1   > AT+CCLK?   < +CCLK: "26/05/17,09:30:00+08"
 *
 * A clock that was never set is `{ isSet: false }`, whatever year the modem shows (1970, 1980, 2004 …).
 *
 * Source: 27.007 § 8.15; SIM800 AT manual V1.09 pages 101, 152–154; A76XX AT manual V1.09 pages 78, 102–105, 312–314; EC2x AT Commands
 * Manual V2.0 chapter 6.
 */
export const clock = Object.freeze({
  /**
   * Reads the clock; emits once. Fails with `network`, step `clock`, where the modem shows no time that can be read, and with
   * `unsupported` where the family has no clock.
   */
  read: (modem: Modem): Observable<ClockReading> =>
    onClock(modem, (channel, dialect) => (leaving) => readingOf(channel, dialect).pipe(takeUntil(leaving))),
  /**
   * Sets the clock, by what the mobile network sends (NITZ) or by a time server, and emits what it shows then. Nothing is changed or
   * restarted `from: 'network'`, unless `fix` is true: then the setting is switched on and stored, and the modem restarts, since networks
   * send their time when a modem registers.
   *
   * Fails with `network`, step `clock`, where the modem does not take the network’s time, the network sent none, or the time server was
   * of no use; with `socket` where its name has no address; `timeout`; `unsupported`; `invalid-argument`.
   */
  sync: (modem: Modem, options: ClockSyncOptions): Observable<SetClock> =>
    modem.keepOpen(defer(() => syncClock(modem, options))),
});
