import { type Observable, switchMap, take } from 'rxjs';
import {
  openModem,
  ModemError,
  type Modem,
  type OpenModemOptions,
  type Profile,
  quectel,
} from '../../../lib';
import { line, OK, scripted, type Said } from '../../modem/scripted';
import { virtually } from '../../modem/virtually';
import { watch, type Watched } from '../../modem/watch';
import { responseOf, usualQuectel } from './usualQuectel';

/** What a played modem says to a line, given how often it came; `undefined` where the helper answers, `[]` for silence. */
export type Part = (line: string, time: number) => Said | readonly Said[] | undefined;

/** A flow on a played modem: how it ended, what the error says, and what was written. */
export type Played<T> = Watched<T> & { readonly written: readonly string[]; readonly message: string };

/** Silence. */
export const SILENT: readonly Said[] = [];

/** Counted bytes as modems frame them, with the header in front and the result code behind. */
export const counted = (header: string, body: string): string => `\r\n${header}\r\n${body}${OK}`;

const USUAL: Readonly<Record<string, string>> = {
  'AT+SAPBR=2,1': line('+SAPBR: 1,1,"10.0.0.1"') + OK,
  'AT+FTPSTATE': line('+FTPSTATE: 0') + OK,
  'AT+CFTPSSTART': OK + line('+CFTPSSTART: 0'),
  'AT+CFTPSSTOP': OK + line('+CFTPSSTOP: 0'),
  'AT+CFTPSLOGOUT': OK + line('+CFTPSLOGOUT: 0'),
  'AT+CFTPSTYPE=I': OK + line('+CFTPSTYPE: 0'),
};

/**
 * Runs a flow on a modem that a spec plays, in virtual time: `part` answers first, then bearer and FTP session open as they
 * usually do, a Quectel is well (`usualQuectel`), and everything else is `OK`.
 */
export const played = <T>(
  profile: Profile,
  part: Part,
  act: (modem: Modem) => Observable<T>,
  options?: OpenModemOptions,
): Played<T> => {
  const usual = profile === quectel ? usualQuectel({ response: responseOf('') }) : undefined;
  const modem = scripted((text, time) => {
    const own = part(text, time) ?? usual?.(text);
    if (own !== undefined) return own;
    if (text.startsWith('AT+HTTPDATA=')) return line('DOWNLOAD');
    if (text.startsWith('AT+CFTPSLOGIN=')) return OK + line('+CFTPSLOGIN: 0');
    return USUAL[text] ?? OK;
  });
  const watched = virtually(() =>
    watch(openModem(modem.transport, profile, options).pipe(take(1), switchMap(act))),
  );
  const message = watched.reason ? new ModemError(watched.reason).message : '';
  return { ...watched, written: modem.written, message };
};
