import { type Observable, of, timer, map } from 'rxjs';
import type { HandlerContext } from '../core/handler';
import type { Moment } from './moment';

/** How a question to a time server ends. */
export type NtpAnswer = Moment | 'silent' | 'unknown' | 'network';

/** How long a modem waits for a server that does not answer, in milliseconds. */
const SILENT_MS = 60_000;

/** Asks a time server of the settings; emits once. */
export const ntpAnswer = (modem: HandlerContext, host: string, isUp: boolean): Observable<NtpAnswer> => {
  if (!isUp) return of('network');
  const answer = modem.clock.server(host);
  return timer(answer === 'silent' ? SILENT_MS : modem.settings.resultDelayMs).pipe(map(() => answer));
};
