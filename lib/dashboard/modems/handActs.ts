import { concat, ignoreElements, mergeMap, type Observable } from 'rxjs';
import { type Modem, restart } from 'rxmodem';
import type { Acted } from '../model/orders';
import type { Act } from './actNews';

/** Deregisters, then registers by itself (27.007 § 7.3). */
export const REREGISTER: readonly string[] = ['AT+COPS=2', 'AT+COPS=0'];

/** Acts on a modem of this machine. Secrets are masked in what is shown of the answer. */
export const handActs =
  (modem: Modem): Act =>
  ({ action, line }) => {
    if (action === 'restart') return restart(modem).pipe(ignoreElements());
    return action === 'raw'
      ? answered(modem, line)
      : concat(...REREGISTER.map((one) => answered(modem, one)));
  };

const answered = (modem: Modem, line: Acted['line']): Observable<string> =>
  modem
    .sendRaw(line)
    .pipe(mergeMap(({ lines, result }) => [...lines.map((one) => modem.redact(one)), result]));
