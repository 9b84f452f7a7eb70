import type { Observable } from 'rxjs';
import type { TransferEvent } from '../../../operators/transferEvent';
import type { Modem } from '../../modem/modem';
import type { HttpRequest } from './httpRequest';

/** HTTP on a target that is no modem. */
export interface HttpFlows {
  readonly request: (request: HttpRequest) => Observable<TransferEvent>;
}

/** Where a request is made: a modem, a pool or a remote. */
export type HttpTarget = Modem | { readonly http: HttpFlows };
