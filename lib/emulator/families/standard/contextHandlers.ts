import {
  contextActivate,
  contextActive,
  contextAddress,
  contextDefine,
  contextDefined,
} from '../../../families/standard/contextCommands';
import { systemInformation } from '../../../families/standard/networkCommands';
import { answerLine } from '../../core/utterance';
import { refusedLate, takesApn } from './takesApn';
import { handle, type Handler } from '../../core/handler';
import { ok, refused } from '../../core/reply';
import { statusOf } from './networkHandlers';
import { isRegistered } from '../../../grammar/isRegistered';

/** PDP contexts and the serving system of A76XX: 27.007 § 10.1, A76XX AT manual V1.09 p 98–124. */

const NO_ADDRESS = '0.0.0.0';

export const contextHandlers: readonly Handler[] = [
  handle(contextDefine, ({ cid, type, apn }, { state }) => {
    if (!/^(?:IP|IPV6|IPV4V6)$/i.test(type)) return refused();
    state.contexts.set(cid, { type, apn, active: state.contexts.get(cid)?.active ?? false });
    return ok();
  }),
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
  handle(contextActivate, ({ on, cid }, modem) => {
    const { state } = modem;
    const context = state.contexts.get(cid);
    if (!context || (on && !state.attached)) return refused();
    if (on && !takesApn(modem, context.apn)) return refusedLate();
    context.active = on;
    return ok();
  }),
  handle(contextActive, (_, { state }) =>
    ok(...[...state.contexts].map(([cid, { active }]) => answerLine(contextActive, { cid, on: active }))),
  ),
  handle(contextAddress, ({ cid }, { state, family }) => {
    const context = state.contexts.get(cid);
    if (!context) return refused();
    return ok(
      answerLine(contextAddress, context.active ? { cid, address: family.identity.address } : { cid }),
    );
  }),
  handle(systemInformation, (_, modem) => {
    const { state, environment } = modem;
    const status = statusOf(modem);
    return ok(
      answerLine(systemInformation, {
        system:
          isRegistered(status) && environment.service
            ? 'LTE,Online,460-00,0x333C,39589680,308,EUTRAN-BAND3,1350,5,0,0,54,0,22'
            : `NO SERVICE,${state.functionality === 1 ? 'Online' : 'Low Power Mode'}`,
      }),
    );
  }),
];
