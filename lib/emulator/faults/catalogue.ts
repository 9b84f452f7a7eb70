import { URC_PLACES, type UrcPlace, kinds, type Kind } from './kinds';
import type { Parameter, Parameters, ValuesOf } from './parameter';

/** One fault of the catalogue. */
export interface FaultDefinition<P = Parameters> {
  readonly does: string;
  readonly takes: P;
}

const fault = <P extends Parameters>(does: string, takes: P): FaultDefinition<P> => ({ does, takes });

const needed = <T>(kind: Kind<T>, does: string): Parameter<T, 'needed'> => ({
  does,
  kind,
  want: 'needed',
  fallback: undefined,
});

const optional = <T>(kind: Kind<T>, fallback: NoInfer<T>, does: string): Parameter<T, 'defaulted'> => ({
  does,
  kind,
  want: 'defaulted',
  fallback,
});

const free = <T>(kind: Kind<T>, does: string): Parameter<T, 'free'> => ({
  does,
  kind,
  want: 'free',
  fallback: undefined,
});

/** How often a fault strikes, and by what chance: the same for the same seed. */
const often = (fallback: number | 'always') => ({
  skip: optional(kinds.whole(0), 0, 'so many occasions pass unharmed first'),
  times: optional(kinds.times, fallback, 'how many times it strikes'),
  chance: optional(kinds.chance, 1, 'how likely it strikes at each occasion'),
  seed: optional(kinds.whole(0), 1, 'the seed of that chance: it strikes alike for the same seed'),
});

const DURING = 'the command lines that are meant start so';

/** A place in the answers to some commands, echo not counted, their late results counted with them. */
const place = {
  during: optional(kinds.commandLine, 'AT', DURING),
  after: optional(kinds.whole(0), 0, 'how many bytes of the answer come through first'),
  ...often(1),
};

const count = optional(kinds.whole(1), 1, 'how many bytes');
const least = optional(kinds.whole(1), 1, 'fewest bytes');
const most = (fallback: number) => optional(kinds.whole(1), fallback, 'most bytes');
const seed = optional(kinds.whole(0), 1, 'the seed of its chance: the same comes for the same seed');

const where = optional(
  kinds.someOf<UrcPlace | 'everywhere'>(['everywhere', ...URC_PLACES]),
  ['everywhere'],
  'the places between the lines',
);

const finals = { during: optional(kinds.commandLine, 'AT', DURING) };
const results = { of: optional(kinds.commandLine, 'AT', 'the commands whose late results are meant') };

/**
 * The catalogue of faults: what can be wrong with a modem, its line, its power and its network, or special about its firmware.
 * Each takes typed parameters, most of which may be left out.
 */
export const CATALOGUE = {
  // The line
  lostBytes: fault('Bytes of an answer are lost.', { ...place, count }),
  flippedBytes: fault('One bit of each of these bytes of an answer is flipped.', { ...place, count }),
  stall: fault('The answer stops; the next command is answered again.', place),
  pieces: fault('The output is cut into pieces.', { least, most: most(7), seed }),
  garbage: fault('Random bytes stand between the lines, never inside counted bytes.', {
    where,
    least,
    most: most(8),
    chance: optional(kinds.chance, 0.2, 'how likely at each place'),
    seed,
  }),
  bootNoise: fault('The modem sends this on opening, before anything else.', {
    text: optional(kinds.characters, '\0IIII\xff\xff\xff\xff', 'what it sends'),
  }),
  deaf: fault('The modem ignores its first lines, echo included: autobaud that was not trained.', {
    lines: optional(kinds.whole(1), 3, 'how many lines'),
  }),
  silent: fault('The modem never says anything.', {}),
  // What is said, and when
  urcs: fault('URCs stand between the lines, in turn.', {
    lines: needed(kinds.lines, 'the URCs'),
    where,
    chance: optional(kinds.chance, 1, 'how likely at each place'),
    seed: free(kinds.whole(0), 'draws them at random, the same for the same seed'),
  }),
  missingFinal: fault('A final result code does not come.', { ...finals, ...often(1) }),
  slowFinals: fault('Final result codes come late, and all behind them.', {
    ms: needed(kinds.whole(1), 'how late'),
    ...finals,
    ...often('always'),
  }),
  missingResult: fault('A late result (+HTTPACTION, +FTPGET: 1,…) never comes.', { ...results, ...often(1) }),
  lateResult: fault('A late result comes later still; the line is free meanwhile.', {
    ms: needed(kinds.whole(1), 'how late'),
    ...results,
    ...often(1),
  }),
  // Power, SIM, network
  restart: fault('The modem restarts within an answer: its boot URCs stand inside it.', place),
  undervoltage: fault('The modem warns of low voltage and switches off, until it is restarted.', {
    ...place,
    ms: optional(kinds.whole(0), 0, 'time between the warning and the end'),
  }),
  powerLost: fault('The modem is off without a word, until it is restarted.', place),
  simRemoved: fault('The SIM is taken out: no registration, no bearer, until it is restarted.', place),
  registrationLost: fault('The modem loses its network.', {
    ...place,
    status: optional(kinds.whole(0, 5), 2, 'registration from then on: 2 searching, 3 denied'),
  }),
  bearerLost: fault('The network takes the bearer away.', place),
  failedRequests: fault('Requests end with these codes of the modem’s own, before the network is asked.', {
    codes: needed(kinds.codes, 'one code a request'),
  }),
  // Firmware
  noEcho: fault('Echo is off at start.', {}),
  cmeVerbosity: fault('AT+CMEE at start.', {
    level: needed(kinds.whole(0, 2), '0 plain ERROR, 1 codes, 2 words'),
  }),
  tightColon: fault('No blank stands behind the colon: +HTTPACTION:0,200,5.', {}),
  blockBytes: fault('The blocks of an A76XX are of another length.', {
    most: needed(kinds.whole(1), 'longest block'),
  }),
  noBlockBreaks: fault('No CR LF stands between A76XX blocks.', {}),
  strayOk: fault('A stray OK stands behind an A76XX HTTPREAD.', {}),
  noPeerClosed: fault('No +HTTP_PEER_CLOSED stands behind an A76XX result.', {}),
  muxStaysInAt: fault('The modem says OK to AT+CMUX and stays in AT mode.', {}),
  muxNeverLeaves: fault('The modem leaves the multiplexer only by a restart.', {}),
  longLengths: fault('Frames have lengths of two bytes where one is enough.', {}),
  sharedFlags: fault('One flag closes a frame and opens the next.', {}),
  // Frames of the multiplexer
  lostFrames: fault('Frames of the modem are lost.', often(1)),
  badFrames: fault('Frames of the modem have a wrong check sum.', often(1)),
  frameNoise: fault('Random bytes stand between frames.', {
    least,
    most: most(8),
    chance: optional(kinds.chance, 0.2, 'how likely before each frame'),
    seed,
  }),
  missingCommands: fault('This firmware does not have these commands.', {
    names: needed(kinds.lines, 'their names: +FTPEXTGET'),
  }),
} as const;

type Catalogue = typeof CATALOGUE;

/** The names of the faults. */
export type FaultName = keyof Catalogue;

/** A fault of one name. */
export type FaultNamed<N extends FaultName> = N extends FaultName
  ? { readonly name: N } & ValuesOf<Catalogue[N]['takes']>
  : never;

/** A fault: plain data, that can be kept as JSON. */
export type Fault = FaultNamed<FaultName>;

/** Those of some names, in their order. */
export const faultsNamed = <N extends FaultName>(
  faults: readonly Fault[],
  ...names: readonly N[]
): readonly FaultNamed<N>[] =>
  faults.filter((fault): fault is Fault & FaultNamed<N> => (names as readonly string[]).includes(fault.name));
