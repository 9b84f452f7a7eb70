import * as basics from '../../../families/standard/basicCommands';
import type { CommandFactory } from '../../../grammar/command';
import type { Codec } from '../../../grammar/codecs/codec';
import { parseRequest } from '../../../grammar/parseRequest';
import { answerLine } from '../../core/utterance';
import { handle, type Handler } from '../../core/handler';
import { ok } from '../../core/reply';

/** Basic commands and S registers that are stored and printed, with no other effect: SIM800 AT manual V1.09 pages 35–47. */

type Value = { readonly value: Codec<number> };
type Sets = CommandFactory<Value, Record<never, never>>;
type Reads = CommandFactory<Record<never, never>, Value>;

const REGISTERS: readonly (readonly [set: Sets, read: Reads, initial: number])[] = [
  [basics.ringsBeforeAnswer, basics.ringsBeforeAnswerState, 0],
  [basics.lineTermination, basics.lineTerminationState, 13],
  [basics.responseFormatting, basics.responseFormattingState, 10],
  [basics.lineEditing, basics.lineEditingState, 8],
  [basics.blindDialPause, basics.blindDialPauseState, 2],
  [basics.connectionTime, basics.connectionTimeState, 60],
  [basics.commaPause, basics.commaPauseState, 2],
  [basics.hangUpDelay, basics.hangUpDelayState, 15],
];

const SWITCHES: readonly Sets[] = [
  basics.callResultCodes,
  basics.speakerLoudness,
  basics.speakerMode,
  basics.carrierDetect,
  basics.terminalReady,
];

const nameOf = ({ head }: Sets | Reads): string => parseRequest(head).name;

const sets = (definition: Sets): Handler =>
  handle(definition, ({ value }, { state }) => {
    state.settings.set(nameOf(definition), String(value));
    return ok();
  });

const reads = (definition: Reads, initial: number): Handler =>
  handle(definition, (_, { state }) =>
    ok(answerLine(definition, { value: Number(state.settings.get(nameOf(definition)) ?? initial) })),
  );

export const basicHandlers: readonly Handler[] = [
  ...REGISTERS.flatMap(([set, read, initial]) => [sets(set), reads(read, initial)]),
  ...SWITCHES.map(sets),
];
