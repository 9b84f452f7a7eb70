import { bearerClose, bearerLost, bearerOpen, bearerState, contextLost } from './sim800BearerCommands';
import { powerOff } from '../device/sim800DeviceCommands';
import { BEARER_CID } from './sim800Bearer';
import type { Bearer } from '../../../dialects/modemStates';
import { stateRule, type View } from '../../../dialects/views';
import { powerEnds } from '../../simcom/powerEnds';

const NO_ADDRESS = '0.0.0.0';
const closed = (): Bearer => ({ isOpen: false });
const isOurs = ({ cid }: { readonly cid: number }): boolean => cid === BEARER_CID;

/** What reports the SIM800's bearer 1: SIM800 AT manual V1.09 pages 249–250, 350–354. */
export const sim800BearerView: View<Bearer> = {
  rules: [
    stateRule.answer(bearerState, ({ cid, status, address }): Bearer | undefined => {
      if (!isOurs({ cid }) || status === undefined) return undefined;
      if (status !== 'connected') return closed();
      return { isOpen: true, ...(address === undefined || address === NO_ADDRESS ? {} : { address }) };
    }),
    stateRule.done(bearerOpen, (args, last: Bearer | undefined) =>
      isOurs(args) ? { ...last, isOpen: true } : undefined,
    ),
    stateRule.done(bearerClose, (args) => (isOurs(args) ? closed() : undefined)),
    stateRule.urc(bearerLost, (values) => (isOurs(values) ? closed() : undefined)),
    stateRule.urc(contextLost, closed),
    ...powerEnds(powerOff, closed),
  ],
  afterRestart: closed,
};
