import { EMPTY, filter, ignoreElements, map, merge } from 'rxjs';
import { bearerClose, bearerLost, contextLost } from '../commands/bearer';
import { ofUrc } from '../../operators/ofUrc';
import { bearer, BEARER_CID } from './bearer';
import type { BearerDialect } from './bearerDialect';
import { onRefusal } from './onRefusal';

/**
 * The SIM800's bearer profile 1.
 *
 *     > AT+SAPBR=1,1  < OK   …   < +SAPBR 1: DEACT   …   > AT+SAPBR=0,1  < OK
 *
 * Source: SIM800 IP note § 3.1; AT manual V1.09 pages 249–250, 350–354.
 */
export const sim800Bearer: BearerDialect = {
  open: bearer,
  close: (talk) =>
    talk.send(bearerClose({ cid: BEARER_CID })).pipe(
      ignoreElements(),
      onRefusal(() => EMPTY),
    ),
  lost: ({ urcs }) =>
    merge(
      urcs.pipe(
        ofUrc(bearerLost),
        filter(({ cid }) => cid === BEARER_CID),
        map((values) => bearerLost.form.write(values)),
      ),
      urcs.pipe(
        ofUrc(contextLost),
        map(() => contextLost.name),
      ),
    ),
};
