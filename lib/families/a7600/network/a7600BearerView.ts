import { contextActivate, contextActive, contextAddress } from '../../standard/contextCommands';
import { httpNoNetwork } from '../http/a7600HttpCommands';
import { packetEvent } from '../../standard/networkUrcs';
import { a7600PowerOff } from '../device/a7600DeviceCommands';
import { CONTEXT_CID } from './a7600Bearer';
import type { Bearer } from '../../../dialects/modemStates';
import { stateRule, type View } from '../../../dialects/views';
import { powerEnds } from '../../simcom/powerEnds';

const closed = (): Bearer => ({ isOpen: false });
const activity = (isOpen: boolean, last: Bearer | undefined): Bearer =>
  isOpen ? { ...last, isOpen } : closed();

/** `EPS PDN ACT 1`, `ME PDN ACT 1`, `NW PDN DEACT 1`, `ME DETACH` (A76XX AT manual V1.09 pages 142–147). */
const fromEvent = (
  { event, details = '' }: { readonly event: string; readonly details?: string | undefined },
  last: Bearer | undefined,
): Bearer | undefined => {
  if (event === 'DETACH') return closed();
  const [, what] = /^(?:PDN )?(ACT|DEACT)$/.exec(event) ?? [];
  const [, cid] = /^(\d+)(?:,|$)/.exec(details) ?? [];
  return what && Number(cid) === CONTEXT_CID ? activity(what === 'ACT', last) : undefined;
};

/** What reports the A76XX's PDP context 1: 27.007 § 10.1. */
export const a7600BearerView: View<Bearer> = {
  rules: [
    stateRule.answer(contextActive, ({ cid, on }, last: Bearer | undefined) =>
      cid === CONTEXT_CID && on !== undefined ? activity(on, last) : undefined,
    ),
    stateRule.answer(contextAddress, ({ cid, address }, last: Bearer | undefined) =>
      cid === CONTEXT_CID && address !== undefined ? { isOpen: last?.isOpen ?? true, address } : undefined,
    ),
    stateRule.done(contextActivate, ({ cid, on }, last: Bearer | undefined) =>
      cid === CONTEXT_CID ? activity(on, last) : undefined,
    ),
    stateRule.urc(packetEvent, fromEvent),
    stateRule.urc(httpNoNetwork, closed),
    ...powerEnds(a7600PowerOff, closed),
  ],
  afterRestart: closed,
};
