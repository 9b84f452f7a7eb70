import { bearerClose, bearerLost, bearerOpen, bearerState, contextLost } from '../commands/bearer';
import { BEARER_CID } from '../dialects/bearer';
import type { Bearer } from './modemStates';
import { notice } from './notice';
import { powerEnds } from './powerEnds';
import type { View } from './views';

const NO_ADDRESS = '0.0.0.0';
const closed = (): Bearer => ({ isOpen: false });
const isOurs = ({ cid }: { readonly cid: number }): boolean => cid === BEARER_CID;

/** What tells of the SIM800's bearer 1: SIM800 AT manual V1.09 pages 249–250, 350–354. */
export const sim800BearerView: View<Bearer> = {
  notices: [
    notice.answer(bearerState, ({ cid, status, address }): Bearer | undefined => {
      if (!isOurs({ cid })) return undefined;
      if (status !== 'connected') return closed();
      return { isOpen: true, ...(address === undefined || address === NO_ADDRESS ? {} : { address }) };
    }),
    notice.done(bearerOpen, (args, last: Bearer | undefined) =>
      isOurs(args) ? { ...last, isOpen: true } : undefined,
    ),
    notice.done(bearerClose, (args) => (isOurs(args) ? closed() : undefined)),
    notice.urc(bearerLost, (values) => (isOurs(values) ? closed() : undefined)),
    notice.urc(contextLost, closed),
    ...powerEnds(closed),
  ],
  afterRestart: closed,
};
