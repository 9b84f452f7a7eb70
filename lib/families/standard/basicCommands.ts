import type { Codec } from '../../grammar/codecs/codec';
import { command } from '../../grammar/command';
import { integer, integerBetween } from '../../grammar/codecs/integer';

/** Basic commands and S registers (V.250 § 6.2–6.3): how a line is edited, dialled, answered and hung up. */

const SOURCE = 'V.250 § 6.2–6.3; SIM800 AT manual V1.09 pages 35–47';
const timeoutMs = 1_000;

/** Registers are written with three digits (A76XX AT manual V1.09 page 51), and read with any number of digits. */
const register: Codec<number> = {
  ...integerBetween(0, 255),
  write: (value, name) => integer.write(value, name).padStart(3, '0'),
};

const registerSet = (name: string, does: string, least: number, most: number, shown: number) =>
  command(`${name}=`, {
    does: `Sets ${does}.`,
    source: SOURCE,
    takes: { value: integerBetween(least, most) },
    timeoutMs,
    example: `
    > AT${name}=${shown}
    < OK`,
  });

const registerRead = (name: string, does: string, shown: string) =>
  command(`${name}?`, {
    does: `Reads ${does}.`,
    source: `${SOURCE}; A76XX AT manual V1.09 page 51`,
    answers: { value: register },
    answerHeader: '',
    timeoutMs,
    example: `
    > AT${name}?
    < ${shown}
    < OK`,
  });

const RINGS = 'how many rings come before the modem answers; 0 never';
export const ringsBeforeAnswer = registerSet('S0', RINGS, 0, 255, 0);
export const ringsBeforeAnswerState = registerRead('S0', RINGS, '000');

const TERMINATION = 'the character that ends a command line; it takes CR only';
export const lineTermination = registerSet('S3', TERMINATION, 13, 13, 13);
export const lineTerminationState = registerRead('S3', TERMINATION, '013');

const FORMATTING = 'the character that formats a response; it takes LF only';
export const responseFormatting = registerSet('S4', FORMATTING, 10, 10, 10);
export const responseFormattingState = registerRead('S4', FORMATTING, '010');

const EDITING = 'the character that takes the last one back';
export const lineEditing = registerSet('S5', EDITING, 0, 127, 8);
export const lineEditingState = registerRead('S5', EDITING, '008');

const BLIND = 'the seconds of pause before blind dialling';
export const blindDialPause = registerSet('S6', BLIND, 0, 255, 2);
export const blindDialPauseState = registerRead('S6', BLIND, '002');

const COMPLETION = 'the seconds to wait for a connection';
export const connectionTime = registerSet('S7', COMPLETION, 1, 255, 60);
export const connectionTimeState = registerRead('S7', COMPLETION, '060');

const COMMA = 'the seconds of pause that a comma means in dialling';
export const commaPause = registerSet('S8', COMMA, 0, 255, 2);
export const commaPauseState = registerRead('S8', COMMA, '002');

const HANG_UP = 'the delay of hanging up after a lost carrier, in tenths of a second';
export const hangUpDelay = registerSet('S10', HANG_UP, 1, 254, 15);
export const hangUpDelayState = registerRead('S10', HANG_UP, '015');

const basicSet = (name: string, does: string, most: number, shown: number) =>
  command(name, {
    does: `Sets ${does}.`,
    source: SOURCE,
    takes: { value: integerBetween(0, most) },
    timeoutMs,
    example: `
    > AT${name}${shown}
    < OK`,
  });

export const callResultCodes = basicSet('X', 'which result codes a call gives', 4, 4);
export const speakerLoudness = basicSet('L', 'the loudness of the speaker', 9, 0);
export const speakerMode = basicSet('M', 'when the speaker is on', 9, 0);
export const carrierDetect = basicSet('&C', 'what the DCD line shows', 2, 1);
export const terminalReady = basicSet('&D', 'what the modem does when DTR goes off', 2, 1);

export const factorySettings = command('&F', {
  does: 'Sets all parameters to the factory’s; the serial port’s stay.',
  source: 'V.250 § 6.1.2; SIM800 AT manual V1.09 page 47',
  timeoutMs: 9_000,
  example: `
    > AT&F
    < OK`,
});

export const storeSettings = command('&W', {
  does: 'Stores the parameters, so that they outlive a restart.',
  source: 'SIM800 AT manual V1.09 page 25; A76XX AT manual V1.09 pages 59–60',
  timeoutMs: 9_000,
  example: `
    > AT&W
    < OK`,
});
