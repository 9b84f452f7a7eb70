import { defer, EMPTY, filter, ignoreElements, map, merge, mergeMap } from 'rxjs';
import { contextActivate, contextActive } from '../commands/context';
import { httpNoNetwork } from '../commands/httpA76';
import { packetEvent } from '../commands/networkUrcs';
import { ofUrc } from '../../operators/ofUrc';
import type { BearerDialect } from './bearerDialect';
import { context, CONTEXT_CID } from './context';
import { onRefusal } from './onRefusal';

/**
 * What only the network says: a detach, or that it deactivated context 1. What the modem did by itself (`ME …`) follows on
 * each `HTTPTERM`, too (A76XX AT manual V1.09 pages 142–147).
 */
const BY_NETWORK = /^NW (?:DETACH|(?:PDN )?DEACT(?:$|.*\b1$))/;

/**
 * The A76XX's PDP context 1.
 *
 *     > AT+CGACT=1,1  < OK   …   < +CGEV: NW PDN DEACT 1   …   > AT+CGACT=0,1  < OK
 *
 * Source: 27.007 § 10.1; A76XX AT manual V1.09 pages 113–124, 142–147, 368.
 */
export const a76Bearer: BearerDialect = {
  open: context,
  close: (talk) => {
    const deactivate = defer(() => talk.send(contextActivate({ on: false, cid: CONTEXT_CID })));
    return talk.send(contextActive()).pipe(
      mergeMap(({ values }) =>
        values.some(({ cid, on }) => cid === CONTEXT_CID && on) ? deactivate : EMPTY,
      ),
      ignoreElements(),
      onRefusal(() => EMPTY),
    );
  },
  lost: ({ urcs }) =>
    merge(
      urcs.pipe(
        ofUrc(packetEvent),
        filter(({ event }) => BY_NETWORK.test(event)),
        map((values) => packetEvent.form.write(values)),
      ),
      urcs.pipe(
        ofUrc(httpNoNetwork),
        map(() => httpNoNetwork.name),
      ),
    ),
};
