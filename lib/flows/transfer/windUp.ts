import { concat, EMPTY, type Observable } from 'rxjs';
import type { Modem } from '../../modem/modem';

/** The services whose flows take leave of a modem. */
const SERVICES = ['http', 'ftp', 'files', 'messages', 'outbox', 'texts', 'calls', 'clock', 'gnss', 'mqtt'];

/** Completes when all that was left on a modem before has said and heard its goodbyes. */
export const windUp = (modem: Modem): Observable<never> =>
  concat(...SERVICES.map((service) => modem.exclusive<never>(service, () => () => EMPTY)));
