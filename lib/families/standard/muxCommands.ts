import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { integer, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';

/** The multiplexer: several channels on one port. */

const parameters = {
  subset: optional(integerBetween(0, 2)),
  speed: optional(integerBetween(1, 8)),
  maxFrameBytes: optional(integerBetween(1, 1_500)),
  answerTime: optional(integer),
  tries: optional(integer),
  controlAnswerTime: optional(integer),
};

export const multiplexer = command('+CMUX=', {
  does: 'Enters the multiplexer, basic option: from OK on the port carries frames, until the multiplexer is closed by a frame.',
  source: '27.007 § 5.7; SIM800 AT manual V1.09 pages 96–97; A76XX AT manual V1.09 pages 264–265',
  takes: { mode: integerBetween(0, 0), ...parameters },
  timeoutMs: 9_000,
  example: `
    > AT+CMUX=0
    < OK`,
});

export const multiplexerState = command('+CMUX?', {
  does: 'Reads mode, speed, longest data of a frame (N1) and timers of the multiplexer.',
  source: '27.007 § 5.7; SIM800 AT manual V1.09 pages 96–97; A76XX AT manual V1.09 pages 264–265',
  answers: {
    mode: unlisted(integer),
    subset: unlisted(integer),
    speed: unlisted(integer),
    maxFrameBytes: integer,
    answerTime: integer,
    tries: integer,
    controlAnswerTime: integer,
    wakeTime: optional(integer),
    window: optional(integer),
  },
  timeoutMs: 9_000,
  example: `
    > AT+CMUX?
    < +CMUX: 0,0,5,1500,0,0,600
    < OK`,
});
