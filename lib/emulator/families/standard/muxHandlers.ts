import { multiplexer, multiplexerState } from '../../../families/standard/muxCommands';
import { answerLine } from '../../core/utterance';
import { handle, type Handler } from '../../core/handler';
import { ok, refused } from '../../core/reply';

/** The multiplexer: 27.007 § 5.7. */

const SPEED_115200 = 5;
const T2 = 600;

export const muxHandlers: readonly Handler[] = [
  handle(multiplexer, ({ maxFrameBytes, ...more }, modem) => {
    const { family, settings, channel, enterMux } = modem;
    const isPlain = Object.values({ ...more, maxFrameBytes, mode: undefined }).every(
      (value) => value === undefined,
    );
    // Inside the multiplexer it can't be entered once more.
    if (channel !== undefined || (!isPlain && !family.mux.takesParameters)) return refused();
    if (settings.muxStaysInAt) return ok();
    return { ...ok(), later: () => enterMux(maxFrameBytes ?? family.mux.maxFrameBytes) };
  }),
  handle(multiplexerState, (_, { family: { mux: facts } }) => {
    const common = { mode: 0, subset: 0, speed: SPEED_115200, maxFrameBytes: facts.maxFrameBytes };
    const timers = facts.takesParameters
      ? { answerTime: 0, tries: 0, controlAnswerTime: T2 }
      : { answerTime: 10, tries: 3, controlAnswerTime: 30, wakeTime: 10, window: 2 };
    return ok(answerLine(multiplexerState, { ...common, ...timers }));
  }),
];
