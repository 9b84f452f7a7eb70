import { concat, defer, EMPTY, ignoreElements, mergeMap, type Observable } from 'rxjs';
import { contextActivate, contextActive, contextDefine } from '../commands/context';
import type { Talk } from '../../operators/talk';
import type { Access } from './access';
import { inOrder } from './inOrder';
import { onRefusal } from './onRefusal';

/** The PDP context that the library uses. */
export const CONTEXT_CID = 1;

/**
 * Sees to the A76XX's PDP context where an APN was given: defines it and activates it. Without one the modem's own context
 * is used, which `HTTPINIT` activates.
 *
 *     > AT+CGDCONT=1,"IP","internet"  < OK    > AT+CGACT?  < +CGACT: 1,0  < OK    > AT+CGACT=1,1  < OK
 *
 * A refused activation is no failure: on LTE the default context can't be activated by hand (A76XX AT manual V1.09 p 121).
 */
export const context = (talk: Talk, { apn }: Access): Observable<never> => {
  if (apn === undefined) return EMPTY;
  const activate = defer(() =>
    talk.send(contextActivate({ on: true, cid: CONTEXT_CID })).pipe(
      ignoreElements(),
      onRefusal((error) => {
        talk.note(`${error.message}; going on, HTTPINIT activates the context, too`);
        return EMPTY;
      }),
    ),
  );
  const active = talk
    .send(contextActive())
    .pipe(
      mergeMap(({ values }) => (values.some(({ cid, on }) => cid === CONTEXT_CID && on) ? EMPTY : activate)),
    );
  return concat(inOrder(talk, contextDefine({ cid: CONTEXT_CID, type: 'IP', apn })), active);
};
