import { contextActivate, contextActive, contextAddress } from '../commands/context';
import { httpNoNetwork } from '../commands/httpA76';
import { packetEvent } from '../commands/networkUrcs';
import { CONTEXT_CID } from '../dialects/context';
import type { Bearer } from './modemStates';
import { notice } from './notice';
import { powerEnds } from './powerEnds';
import type { View } from './views';

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

/** What tells of the A76XX's PDP context 1: 27.007 § 10.1. */
export const a76BearerView: View<Bearer> = {
  notices: [
    notice.answer(contextActive, ({ cid, on }, last: Bearer | undefined) =>
      cid === CONTEXT_CID ? activity(on, last) : undefined,
    ),
    notice.answer(contextAddress, ({ cid, address }, last: Bearer | undefined) =>
      cid === CONTEXT_CID && address !== undefined ? { isOpen: last?.isOpen ?? true, address } : undefined,
    ),
    notice.done(contextActivate, ({ cid, on }, last: Bearer | undefined) =>
      cid === CONTEXT_CID ? activity(on, last) : undefined,
    ),
    notice.urc(packetEvent, fromEvent),
    notice.urc(httpNoNetwork, closed),
    ...powerEnds(closed),
  ],
  afterRestart: closed,
};
