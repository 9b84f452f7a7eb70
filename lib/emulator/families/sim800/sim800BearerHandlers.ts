import {
  bearerClose,
  bearerOpen,
  bearerRead,
  bearerSet,
  bearerState,
} from '../../../families/sim800/network/sim800BearerCommands';
import { answerLine, spokenLine } from '../../core/utterance';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { NOT_ALLOWED, ok, refused } from '../../core/reply';
import { refusedLate, takesApn } from '../standard/takesApn';
import { type Bearer, freshBearer, isAttached } from '../../core/state';

/** The SIM800's bearer profiles: SIM800 AT manual V1.09 pages 249–250, IP note § 3.1. */

/** Values that each parameter takes. */
const TAGS: Readonly<Record<string, RegExp>> = {
  CONTYPE: /^(?:GPRS|CSD)$/i,
  APN: /^.{0,64}$/,
  USER: /^.{0,32}$/,
  PWD: /^.{0,32}$/,
  PHONENUM: /^.{0,32}$/,
  RATE: /^[0-3]$/,
};

const profile = ({ state }: HandlerContext, cid: number): Bearer => {
  const known = state.bearers.get(cid) ?? freshBearer(false);
  state.bearers.set(cid, known);
  return known;
};

export const sim800BearerHandlers: readonly Handler[] = [
  handle(bearerSet, ({ cid, tag, value }, modem) => {
    const name = tag.toUpperCase();
    if (!Object.hasOwn(TAGS, name) || !TAGS[name]?.test(value)) return refused(NOT_ALLOWED);
    const { parameters } = profile(modem, cid);
    if (value === '') parameters.delete(name);
    else parameters.set(name, value);
    return ok();
  }),
  handle(bearerOpen, ({ cid }, modem) => {
    const found = profile(modem, cid);
    if (found.open || !isAttached(modem.state)) return refused(NOT_ALLOWED);
    if (!takesApn(modem, found.parameters.get('APN'))) return refusedLate(NOT_ALLOWED);
    found.open = true;
    modem.counts.bearerOpens += 1;
    return ok();
  }),
  handle(bearerClose, ({ cid }, modem) => {
    const found = profile(modem, cid);
    if (!found.open) return refused(NOT_ALLOWED);
    found.open = false;
    modem.counts.bearerCloses += 1;
    return ok();
  }),
  handle(bearerState, ({ cid }, modem) => {
    const { open } = profile(modem, cid);
    const address = open ? modem.family.identity.address : '0.0.0.0';
    return ok(answerLine(bearerState, { cid, status: open ? 'connected' : 'closed', address }));
  }),
  handle(bearerRead, ({ cid }, modem) => {
    const { parameters } = profile(modem, cid);
    const rows = [...parameters].map(([tag, value]) => spokenLine(`${tag}: ${value}`, 'info'));
    return ok(spokenLine('+SAPBR:', 'info'), ...rows);
  }),
];
