import type { Bearer } from '../../../dialects/modemStates';
import { stateRule, type View } from '../../../dialects/views';
import { quectelEnds } from '../device/quectelEnds';
import { QUECTEL_CONTEXT } from './quectelBearer';
import {
  quectelActivate,
  quectelActive,
  quectelDeactivate,
  quectelDeactivated,
} from './quectelBearerCommands';

const closed = (): Bearer => ({ isOpen: false });
const isOurs = ({ context }: { readonly context: number }): boolean => context === QUECTEL_CONTEXT;

/** What reports Quectel's PDP context 1. */
export const quectelBearerView: View<Bearer> = {
  rules: [
    stateRule.answer(quectelActive, ({ context, state, address }): Bearer | undefined => {
      if (context !== QUECTEL_CONTEXT) return undefined;
      if (state !== 1) return closed();
      return { isOpen: true, ...(address === undefined ? {} : { address }) };
    }),
    stateRule.done(quectelActivate, (args, last: Bearer | undefined) =>
      isOurs(args) ? { ...last, isOpen: true } : undefined,
    ),
    stateRule.done(quectelDeactivate, (args) => (isOurs(args) ? closed() : undefined)),
    stateRule.urc(quectelDeactivated, (values) => (isOurs(values) ? closed() : undefined)),
    ...quectelEnds<Bearer>(closed),
  ],
  afterRestart: closed,
};
