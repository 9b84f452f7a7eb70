import { clock, clockSet } from '../../families/standard/clockCommands';
import { handle, type Handler } from '../core/handler';
import { ok, refused } from '../core/reply';
import { answerLine } from '../core/utterance';
import { momentIn, momentText, zoneText } from './moment';

/** The modem’s clock (27.007 § 8.15). One that was never set shows the same moment, over and over. */
export const clockHandlers: readonly Handler[] = [
  handle(clock, (_, { clock: { now }, family }) => {
    if (!now) return ok(answerLine(clock, { time: family.clock.unset }));
    const time = `${momentText(now, now.isUtc)}${zoneText(now.quarters)}`;
    return ok(answerLine(clock, { time }));
  }),
  handle(clockSet, ({ time }, modem) => {
    const moment = momentIn(time);
    if (!moment) return refused();
    modem.clock.set(moment);
    return ok();
  }),
];
