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

/** How often a fault strikes, and with what probability; reproducible by its seed. */
const often = (fallback: number | 'always') => ({
  skip: optional(kinds.whole(0), 0, 'occasions to let pass first'),
  times: optional(kinds.times, fallback, 'how many times it strikes'),
  chance: optional(kinds.chance, 1, 'probability of striking at each occasion'),
  seed: optional(kinds.whole(0), 1, 'seed of the chance: the same seed strikes alike'),
});

const DURING = 'start of the command lines that it affects';

/** A place in the answers to some commands. The echo is not counted, late results are. */
const place = {
  during: optional(kinds.commandLine, 'AT', DURING),
  after: optional(kinds.whole(0), 0, 'bytes of the answer that get through first'),
  ...often(1),
};

const count = optional(kinds.whole(1), 1, 'number of bytes');
const least = optional(kinds.whole(1), 1, 'minimum number of bytes');
const most = (fallback: number) => optional(kinds.whole(1), fallback, 'maximum number of bytes');
const seed = optional(kinds.whole(0), 1, 'seed of the chance: the same seed gives the same output');

const where = optional(
  kinds.someOf<UrcPlace | 'everywhere'>(['everywhere', ...URC_PLACES]),
  ['everywhere'],
  'places between the lines',
);

const finals = { during: optional(kinds.commandLine, 'AT', DURING) };
const results = {
  of: optional(kinds.commandLine, 'AT', 'start of the commands whose late results it affects'),
};

/**
 * The catalogue of faults: what can go wrong with a modem, its line, its power and its network, and quirks of its firmware. Most
 * parameters are optional.
 *
 * To add a fault, add an entry here and apply it in one place: `outgoing/` if it changes output, `applyFault.ts` if it strikes the
 * modem at a place in an answer (`placedFault.ts` lists those), `firmwareQuirks.ts` if it lasts.
 */
export const CATALOGUE = {
  // The line
  lostBytes: fault('Loses bytes of an answer.', { ...place, count }),
  flippedBytes: fault('Flips one bit in each of some bytes of an answer.', { ...place, count }),
  stall: fault('Stops in the middle of an answer. The next command is answered again.', place),
  pieces: fault('Cuts the output into pieces.', { least, most: most(7), seed }),
  garbage: fault('Inserts random bytes between the lines, never inside counted bytes.', {
    where,
    least,
    most: most(8),
    chance: optional(kinds.chance, 0.2, 'probability at each place'),
    seed,
  }),
  bootNoise: fault('Sends noise when the port opens, before any other output.', {
    text: optional(kinds.characters, '\0IIII\xff\xff\xff\xff', 'the noise'),
  }),
  deaf: fault('Ignores the first command lines and does not echo them, like autobaud before training.', {
    lines: optional(kinds.whole(1), 3, 'number of lines'),
  }),
  silent: fault('Sends nothing at all.', {}),
  // Output and its timing
  urcs: fault('Inserts URCs between the lines.', {
    lines: needed(kinds.lines, 'the URCs, used in order'),
    where,
    chance: optional(kinds.chance, 1, 'probability at each place'),
    seed: free(kinds.whole(0), 'draws the URCs at random: the same seed draws the same'),
  }),
  pushedBytes: fault(
    'Inserts bytes between the lines, as a modem does that pushes what its sockets receive.',
    {
      text: optional(kinds.characters, '\r\n+RECEIVE,0,4:\r\nOK\r\n', 'the bytes, with their header or bare'),
      where,
      chance: optional(kinds.chance, 1, 'probability at each place'),
      times: optional(kinds.times, 1, 'how many times it strikes'),
      seed,
    },
  ),
  missingFinal: fault('Omits a final result code.', { ...finals, ...often(1) }),
  slowFinals: fault('Delays final result codes and all output after them.', {
    ms: needed(kinds.whole(1), 'how late'),
    ...finals,
    ...often('always'),
  }),
  missingResult: fault('Omits a late result (+HTTPACTION, +FTPGET: 1,…).', { ...results, ...often(1) }),
  lateResult: fault('Delays a late result further. The line stays free meanwhile.', {
    ms: needed(kinds.whole(1), 'how late'),
    ...results,
    ...often(1),
  }),
  // Power, SIM, network
  restart: fault('Restarts within an answer, which its boot URCs interrupt.', place),
  undervoltage: fault('Warns of low voltage and switches off, until it is restarted.', {
    ...place,
    ms: optional(kinds.whole(0), 0, 'milliseconds between the warning and switching off'),
  }),
  powerLost: fault('Switches off without a warning, until it is restarted.', place),
  simRemoved: fault('Removes the SIM: no registration and no bearer, until the modem is restarted.', place),
  registrationLost: fault('Loses the network registration.', {
    ...place,
    status: optional(kinds.whole(0, 5), 2, 'registration status afterwards: 2 searching, 3 denied'),
  }),
  bearerLost: fault('Loses the bearer, as if the network closed it.', place),
  socketsLost: fault('Loses the context of the sockets: +PDP: DEACT, +CIPEVENT.', place),
  linksClosed: fault('Closes all connections of sockets, as if their peers did.', place),
  failedConnects: fault('Fails to connect: 0, CONNECT FAIL and +CIPOPEN: 0,10, maybe late.', {
    ms: optional(kinds.whole(0), 0, 'milliseconds until it says so'),
    ...often(1),
  }),
  failedSends: fault('Fails to send: SEND FAIL. The bytes do not leave.', often(1)),
  slowSends: fault('Delays the acknowledgement of sent bytes: SEND OK.', {
    ms: optional(kinds.whole(1), 10_000, 'how late'),
    ...often('always'),
  }),
  fullWindow: fault('Has room for few bytes: refuses a CIPSEND of more.', {
    bytes: optional(kinds.whole(0), 0, 'number of bytes that fit'),
    ...often(1),
  }),
  failedRequests: fault('Ends requests with the modem’s own result codes, without asking the network.', {
    codes: needed(kinds.codes, 'one code per request'),
  }),
  // Firmware
  noEcho: fault('Starts with the echo off.', {}),
  cmeVerbosity: fault('Starts with this AT+CMEE.', {
    level: needed(kinds.whole(0, 2), '0 plain ERROR, 1 codes, 2 words'),
  }),
  tightColon: fault('Prints no space after the colon: +HTTPACTION:0,200,5.', {}),
  blockBytes: fault('Sends A76XX blocks of another size.', {
    most: needed(kinds.whole(1), 'maximum number of bytes in a block'),
  }),
  noBlockBreaks: fault('Omits the CR LF between A76XX blocks.', {}),
  strayOk: fault('Sends a stray OK after an A76XX HTTPREAD.', {}),
  blankLine: fault('Sets an empty line between counted bytes and their result code.', {
    during: optional(kinds.commandLine, 'AT+QIRD', DURING),
  }),
  noPeerClosed: fault('Omits +HTTP_PEER_CLOSED after an A76XX result.', {}),
  muxStaysInAt: fault('Answers AT+CMUX with OK and stays in AT mode.', {}),
  muxNeverLeaves: fault('Leaves the multiplexer only by a restart.', {}),
  longLengths: fault('Writes frames with lengths of two bytes even if one is enough.', {}),
  sharedFlags: fault('Closes a frame and opens the next with one flag.', {}),
  // Messages
  failedSms: fault('Ends sending messages with CMS codes.', {
    codes: needed(kinds.codes, 'one code per message; 0 sends it'),
  }),
  missingPrompt: fault('Does not ask for a message: the command gets no answer at all.', often(1)),
  lateSms: fault('Takes a message, and answers late.', {
    ms: needed(kinds.whole(1), 'how late'),
    ...often(1),
  }),
  earlyReports: fault('Sends the report on a message before +CMGS: gives its number.', often(1)),
  lostSms: fault('Loses a message that comes, for example a part of a long one.', often(1)),
  doubledSms: fault('Delivers a message again, as a centre does that missed the acknowledgement.', {
    ms: optional(kinds.whole(0), 60_000, 'milliseconds between the two'),
    ...often(1),
  }),
  shuffledSms: fault('Delivers a message after the next one, which brings parts out of order.', {
    ms: optional(kinds.whole(1), 5_000, 'how long it waits for the next one, in milliseconds'),
    ...often(1),
  }),
  otherStorage: fault('Stores messages in ME if AT+CPMS says SM, and the other way round.', often('always')),
  unstoredSms: fault('Reports a message as +CMTI: ,-1 and stores it nowhere.', often(1)),
  placesFromZero: fault('Counts the places for messages from 0.', {}),
  withoutSms: fault('Refuses all commands for messages, like firmware that has no SMS.', {}),
  // Frames of the multiplexer
  lostFrames: fault('Loses frames of the modem.', often(1)),
  badFrames: fault('Sends frames with a wrong check sum.', often(1)),
  frameNoise: fault('Sends random bytes between frames.', {
    least,
    most: most(8),
    chance: optional(kinds.chance, 0.2, 'probability before each frame'),
    seed,
  }),
  missingCommands: fault('Refuses these commands, like firmware that lacks them.', {
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

/** A fault: plain data that can be stored as JSON. */
export type Fault = FaultNamed<FaultName>;

/** The faults that have one of these names, in order. */
export const faultsNamed = <N extends FaultName>(
  faults: readonly Fault[],
  ...names: readonly N[]
): readonly FaultNamed<N>[] =>
  faults.filter((fault): fault is Fault & FaultNamed<N> => (names as readonly string[]).includes(fault.name));
