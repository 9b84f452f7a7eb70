import {
  bearerClose,
  bearerOpen,
  bearerRead,
  bearerSet,
  bearerState,
} from '../../../families/sim800/network/sim800BearerCommands';
import { answerLine, spokenLine } from '../../core/utterance';
import { handle, type Bench, type Handling } from '../../core/handler';
import { NOT_ALLOWED, ok, refused } from '../../core/reply';
import { refusedLate, takesApn } from '../standard/apns';
import type { Bearer } from '../../core/state';

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

const profile = ({ state }: Bench, cid: number): Bearer => {
  const known = state.bearers.get(cid) ?? { open: false, parameters: new Map<string, string>() };
  state.bearers.set(cid, known);
  return known;
};

export const bearer: readonly Handling[] = [
  handle(bearerSet, ({ cid, tag, value }, bench) => {
    const name = tag.toUpperCase();
    if (!TAGS[name]?.test(value)) return refused(NOT_ALLOWED);
    profile(bench, cid).parameters.set(name, value);
    return ok();
  }),
  handle(bearerOpen, ({ cid }, bench) => {
    const found = profile(bench, cid);
    if (found.open || !bench.state.attached) return refused(NOT_ALLOWED);
    if (!takesApn(bench, found.parameters.get('APN'))) return refusedLate(NOT_ALLOWED);
    found.open = true;
    bench.counts.bearerOpens += 1;
    return ok();
  }),
  handle(bearerClose, ({ cid }, bench) => {
    const found = profile(bench, cid);
    if (!found.open) return refused(NOT_ALLOWED);
    found.open = false;
    bench.counts.bearerCloses += 1;
    return ok();
  }),
  handle(bearerState, ({ cid }, bench) => {
    const { open } = profile(bench, cid);
    const address = open ? bench.family.identity.address : '0.0.0.0';
    return ok(answerLine(bearerState, { cid, status: open ? 'connected' : 'closed', address }));
  }),
  handle(bearerRead, ({ cid }, bench) => {
    const { parameters } = profile(bench, cid);
    const rows = [...parameters].map(([tag, value]) => spokenLine(`${tag}: ${value}`, 'info'));
    return ok(spokenLine('+SAPBR:', 'info'), ...rows);
  }),
];
