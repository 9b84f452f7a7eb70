import { latin1Bytes } from '../../grammar/latin1';
import { joinBytes } from '../../../operators/joinBytes';
import { type Fault, type FaultNamed, faultsNamed } from './catalogue';
import { occasions } from './occasions';

/** The lasting effects of faults on a modem. */
export interface FirmwareQuirks {
  /** Echo at start. */
  readonly echo: boolean;
  /** `AT+CMEE` at start; `undefined` for the family's own. */
  readonly errorReports: 0 | 1 | 2 | undefined;
  /** Sent on opening, before anything else. */
  readonly noise: Uint8Array;
  /** Number of command lines that it ignores at start, without an echo. */
  readonly deaf: number;
  /** Sends nothing at all. */
  readonly silent: boolean;
  /** `+HTTPACTION:0,200,5`, without the space. */
  readonly tightColon: boolean;
  /** Longest block of an A76XX `HTTPREAD`. */
  readonly blockBytes: number;
  /** Whether CR LF stands between an A76XX block and the next header. */
  readonly blockBreaks: boolean;
  /** A stray `OK` after an A76XX `+HTTPREAD: 0`. */
  readonly strayOk: boolean;
  /** How the command lines start behind whose counted bytes an empty line stands. */
  readonly blankLines: readonly string[];
  /** `+HTTP_PEER_CLOSED` after an A76XX result. */
  readonly peerClosed: boolean;
  /** Result codes of the first requests, which then do not reach the network. */
  readonly results: readonly number[];
  /** Answers `AT+CMUX` with `OK`, and changes nothing. */
  readonly muxStaysInAt: boolean;
  /** Only a restart leaves the multiplexer. */
  readonly muxNeverLeaves: boolean;
  /** The number of the first place for messages. */
  readonly firstPlace: number;
  /** Names of commands that this firmware lacks. */
  readonly missing: readonly string[];
  /** Whether the next connection fails, and after how many milliseconds. */
  readonly failedConnect: () => number | undefined;
  /** Whether the next send fails. */
  readonly failedSend: () => boolean;
  /** By how many milliseconds the acknowledgement of the next send is late. */
  readonly slowSend: () => number | undefined;
  /** How many bytes the next send takes at most; `undefined` for what the family takes. */
  readonly sendWindow: () => number | undefined;
}

/** What firmware without messages lacks. */
const MESSAGE_COMMANDS = [
  ...['+CMGF', '+CMGS', '+CMGR', '+CMGL', '+CMGD', '+CMGW', '+CMSS', '+CMGRD', '+CMGMT', '+CMGDA'],
  ...['+CPMS', '+CNMI', '+CNMA', '+CSMS', '+CSCA', '+CSMP', '+CSDH', '+CSCB', '+CMMS', '+CGSMS'],
  ...['+CMGSEX', '+CMSSEX', '+CMVP', '+CCONCINDEX', '+CSAS', '+CRES', '+CMGHEX'],
];
type NamedOften = 'failedConnects' | 'failedSends' | 'slowSends' | 'fullWindow';

/** The first of these faults that strikes now. Holds state: one instance per modem. */
const striking = <N extends NamedOften>(
  faults: readonly Fault[],
  name: N,
): (() => FaultNamed<N> | undefined) => {
  const strikes = faultsNamed(faults, name).map(
    (fault) => [fault, occasions({ ...fault, during: '' })] as const,
  );
  return () => strikes.find(([, strikesNow]) => strikesNow(''))?.[0];
};

const BLOCK_BYTES = 1_024;

/** Collects the lasting faults. If two contradict each other, the last one counts. */
export const firmwareQuirks = (faults: readonly Fault[]): FirmwareQuirks => {
  const has = (name: Fault['name']): boolean => faults.some((fault) => fault.name === name);
  const connects = striking(faults, 'failedConnects');
  const fails = striking(faults, 'failedSends');
  const slow = striking(faults, 'slowSends');
  const full = striking(faults, 'fullWindow');
  return {
    failedConnect: () => connects()?.ms,
    failedSend: () => fails() !== undefined,
    slowSend: () => slow()?.ms,
    sendWindow: () => full()?.bytes,
    echo: !has('noEcho'),
    errorReports: faultsNamed(faults, 'cmeVerbosity').at(-1)?.level as FirmwareQuirks['errorReports'],
    noise: joinBytes(faultsNamed(faults, 'bootNoise').map(({ text }) => latin1Bytes(text))),
    deaf: faultsNamed(faults, 'deaf').reduce((sum, { lines }) => sum + lines, 0),
    silent: has('silent'),
    tightColon: has('tightColon'),
    blockBytes: faultsNamed(faults, 'blockBytes').at(-1)?.most ?? BLOCK_BYTES,
    blockBreaks: !has('noBlockBreaks'),
    strayOk: has('strayOk'),
    blankLines: faultsNamed(faults, 'blankLine').map(({ during }) => during.toUpperCase()),
    peerClosed: !has('noPeerClosed'),
    results: faultsNamed(faults, 'failedRequests').flatMap(({ codes }) => codes),
    muxStaysInAt: has('muxStaysInAt'),
    muxNeverLeaves: has('muxNeverLeaves'),
    firstPlace: has('placesFromZero') ? 0 : 1,
    missing: [
      ...(has('withoutSms') ? MESSAGE_COMMANDS : []),
      ...faultsNamed(faults, 'missingCommands').flatMap(({ names }) =>
        names.map((name) => name.toUpperCase()),
      ),
    ],
  };
};
