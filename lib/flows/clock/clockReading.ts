import { defer, map, type Observable, throwError } from 'rxjs';
import type { ClockDialect } from '../../dialects/clockDialect';
import { type ClockTime, isClockSet } from '../../grammar/clockTime';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { Work } from '../../../operators/work';

/** The time of a clock that was set. */
export interface SetClock extends ClockTime {
  readonly isSet: true;
  /** Whose time it is: what the modem has, what the network sent, or what a time server answered. */
  readonly source: 'modem' | 'network' | 'ntp';
}

/** What a modem’s clock shows. Not set: nobody has set it since the modem lost its power, and what it shows is no time. */
export type ClockReading = SetClock | { readonly isSet: false; readonly source: 'modem' };

/** Work with the clock, in its turn. */
export const onClock = <T>(
  modem: Modem,
  work: (channel: CommandChannel, dialect: ClockDialect) => Work<T>,
): Observable<T> =>
  defer(() => {
    const { clock: dialect, title } = modem.profile;
    if (dialect) return modem.exclusive('clock', (channel) => work(channel, dialect));
    return throwError(
      () => new ModemError({ kind: 'unsupported', family: title, feature: 'clock that can be read or set' }),
    );
  });

/** What the clock shows now. */
export const readingOf = (channel: CommandChannel, { read }: ClockDialect): Observable<ClockReading> =>
  read(channel).pipe(map(readingFrom));

const readingFrom = (time: ClockTime | null): ClockReading => {
  if (time === null)
    throw new ModemError({
      kind: 'network',
      step: 'clock',
      seen: 'AT+CCLK? was refused, or shows no time that can be read',
      advice: 'try again, then set it with clock.sync',
    });
  return Object.freeze(
    isClockSet(time) ? { isSet: true, ...time, source: 'modem' } : { isSet: false, source: 'modem' },
  );
};
