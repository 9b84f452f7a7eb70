import { latin1Bytes } from '../../wire/latin1';
import { joinBytes } from '../../../operators/joinBytes';
import { type Fault, faultsNamed } from './catalogue';

/** What faults make of a modem for as long as it lives. */
export interface FirmwareQuirks {
  /** Echo at start. */
  readonly echo: boolean;
  /** How errors are told at start; the family's own where missing. */
  readonly errorReports: 0 | 1 | 2 | undefined;
  /** Sent on opening, before anything else. */
  readonly noise: Uint8Array;
  /** Ignores so many command lines, echo included. */
  readonly deaf: number;
  /** Never says anything. */
  readonly silent: boolean;
  /** `+HTTPACTION:0,200,5`, without the blank. */
  readonly tightColon: boolean;
  /** Longest block of an A76XX `HTTPREAD`. */
  readonly blockBytes: number;
  /** Whether CR LF stands between an A76XX block and the next header. */
  readonly blockBreaks: boolean;
  /** A stray `OK` behind an A76XX `+HTTPREAD: 0`. */
  readonly strayOk: boolean;
  /** `+HTTP_PEER_CLOSED` behind an A76XX result. */
  readonly peerClosed: boolean;
  /** Codes that the first requests end with, before the network is asked. */
  readonly results: readonly number[];
  /** `OK` answers `AT+CMUX`, and nothing changes. */
  readonly muxStaysInAt: boolean;
  /** Only a restart leaves the multiplexer. */
  readonly muxNeverLeaves: boolean;
  /** Names of commands that this firmware does not have. */
  readonly missing: readonly string[];
}

const BLOCK_BYTES = 1_024;

/** Reads the faults that last: where two contradict each other, the last one counts. */
export const firmwareQuirks = (faults: readonly Fault[]): FirmwareQuirks => {
  const has = (name: Fault['name']): boolean => faults.some((fault) => fault.name === name);
  return {
    echo: !has('noEcho'),
    errorReports: faultsNamed(faults, 'cmeVerbosity').at(-1)?.level as FirmwareQuirks['errorReports'],
    noise: joinBytes(faultsNamed(faults, 'bootNoise').map(({ text }) => latin1Bytes(text))),
    deaf: faultsNamed(faults, 'deaf').reduce((sum, { lines }) => sum + lines, 0),
    silent: has('silent'),
    tightColon: has('tightColon'),
    blockBytes: faultsNamed(faults, 'blockBytes').at(-1)?.most ?? BLOCK_BYTES,
    blockBreaks: !has('noBlockBreaks'),
    strayOk: has('strayOk'),
    peerClosed: !has('noPeerClosed'),
    results: faultsNamed(faults, 'failedRequests').flatMap(({ codes }) => codes),
    muxStaysInAt: has('muxStaysInAt'),
    muxNeverLeaves: has('muxNeverLeaves'),
    missing: faultsNamed(faults, 'missingCommands').flatMap(({ names }) =>
      names.map((name) => name.toUpperCase()),
    ),
  };
};
