import { mergeMap, type Observable, throwError } from 'rxjs';
import { httpNoNetwork } from '../commands/httpA76';
import { ModemError } from '../grammar/modemError';
import { ofUrc } from '../../operators/ofUrc';
import type { Talk } from '../../operators/talk';

/** Fails when the modem tells that the network is gone (`+HTTP_NONET_EVENT`, HTTP(S) note § 4.2). */
export const networkGone = (talk: Talk): Observable<never> =>
  talk.urcs.pipe(
    ofUrc(httpNoNetwork),
    mergeMap(() =>
      throwError(
        () => new ModemError({ kind: 'network', step: 'HTTP', seen: '+HTTP_NONET_EVENT', lost: true }),
      ),
    ),
  );
