import type { Observable } from 'rxjs';
import {
  contextActivate,
  contextActive,
  contextAddress,
  contextDefine,
  contextDefined,
} from '../../../families/standard/contextCommands';
import { emulatedForm } from '../../core/emulatedForm';
import { answerLine, spokenLine, type Utterance } from '../../core/utterance';
import { refusedLate, takesApn } from './takesApn';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { isAttached } from '../../core/state';

/** PDP contexts: 27.007 § 10.1, SIM800 AT manual V1.09 pages 209–214, A76XX AT manual V1.09 pages 113–124. */

const NO_ADDRESS = '0.0.0.0';
const TYPES = /^(?:IP|PPP|IPV6|IPV4V6)$/i;

/** A number alone deletes the context (27.007 § 10.1.1); the compressions that are printed are none. */
const define = (
  { state, family }: HandlerContext,
  { cid, type, apn = '', dataCompression = 0, headerCompression = 0 }: Parameters<typeof contextDefine>[0],
): Reply => {
  if (cid > family.maxContexts || dataCompression !== 0 || headerCompression !== 0) return refused();
  const active = state.contexts.get(cid)?.active ?? false;
  if (type === undefined) {
    if (active) return refused();
    state.contexts.delete(cid);
    return ok();
  }
  if (!TYPES.test(type)) return refused();
  state.contexts.set(cid, { type, apn, active });
  return ok();
};

const activate = (modem: HandlerContext, on: boolean, cid: number | undefined): Reply | Observable<Reply> => {
  const { state } = modem;
  const wanted = cid === undefined ? [...state.contexts.values()] : [state.contexts.get(cid)];
  const contexts = wanted.filter((context) => context !== undefined);
  if (contexts.length === 0 || (on && !isAttached(state))) return refused();
  if (on && !contexts.every(({ apn }) => takesApn(modem, apn))) return refusedLate();
  for (const context of contexts) context.active = on;
  return ok();
};

const addressLine = ({ state, family }: HandlerContext, cid: number): Utterance => {
  if (state.contexts.get(cid)?.active !== true) return answerLine(contextAddress, { cid });
  const { address } = family.identity;
  return spokenLine(`+CGPADDR: ${cid},${family.quotesAddresses ? `"${address}"` : address}`, 'info');
};

export const contextHandlers: readonly Handler[] = [
  handle(contextDefine, (args, modem) => define(modem, args)),
  handle(contextDefined, (_, { state, family }) =>
    ok(
      ...[...state.contexts].map(([cid, { type, apn, active }]) =>
        answerLine(contextDefined, {
          cid,
          type,
          apn,
          rest: `"${active ? family.identity.address : NO_ADDRESS}",0,0`,
        }),
      ),
    ),
  ),
  handle(contextActivate, ({ on, cid }, modem) => activate(modem, on, cid)),
  handle(contextActive, (_, { state }) =>
    ok(...[...state.contexts].map(([cid, { active }]) => answerLine(contextActive, { cid, on: active }))),
  ),
  handle(contextAddress, ({ cid }, modem) =>
    modem.state.contexts.has(cid) ? ok(addressLine(modem, cid)) : refused(),
  ),
  // Without a context it lists all (27.007 § 10.1.14).
  handle(emulatedForm('+CGPADDR'), (_, modem) =>
    ok(...[...modem.state.contexts.keys()].map((cid) => addressLine(modem, cid))),
  ),
];
