import { type Fault, faults } from '../../../lib/emulator';
import { everyNth } from '../../helpers/thin';

const URCS = ['+CREG: 1', 'RING', '+CMTI: "SM",3', '+XYZ: nobody knows'];
const seeds = everyNth(4, [1, 2, 3, 4]);

/** What a modem may be like, and every flow still ends well. */
export const HARMLESS: readonly (readonly Fault[])[] = [
  [faults.urcs({ lines: URCS })],
  ...seeds.map((seed) => [faults.urcs({ lines: URCS, seed, chance: 0.3 }), faults.pieces({ most: 9, seed })]),
  [faults.pieces({ most: 1 })],
  [faults.bootNoise(), faults.deaf({ lines: 2 })],
  [faults.noEcho(), faults.tightColon(), faults.strayOk(), faults.noPeerClosed()],
  [0, 1, 2].map((level) => faults.cmeVerbosity({ level })),
  [faults.slowFinals({ ms: 300 })],
  [faults.lateResult({ of: 'AT+HTTPACTION', ms: 30_000, times: 'always' })],
];

/** What may end a flow, but never with other bytes. */
export const HARMFUL: readonly (readonly Fault[])[] = [
  [faults.noBlockBreaks(), faults.blockBytes({ most: 10 })],
  ...seeds.map((seed) => [faults.garbage({ seed })]),
  ...seeds.map((seed) => [faults.lostBytes({ times: 3, chance: 0.2, after: 3 * seed, seed })]),
  ...seeds.map((seed) => [
    faults.urcs({ lines: URCS, seed, chance: 0.3 }),
    faults.pieces({ most: 9, seed }),
    faults.lostBytes({ times: 2, chance: 0.3, count: 7, seed }),
    faults.stall({ chance: 0.1, seed }),
  ]),
  ...[0, 1, 2].map((skip) => [faults.missingResult({ skip })]),
  ...[0, 1].map((skip) => [faults.lateResult({ ms: 130_000, skip })]),
  [faults.lateResult({ ms: 30_000, times: 'always' })],
  [faults.failedRequests({ codes: [601, 601, 601, 601] })],
  [faults.missingCommands({ names: ['+FTPEXTGET', '+FTPEXTPUT', '+FTPSIZE'] })],
];

/** What never passes: a flow can only fail, in time. */
export const HOPELESS: readonly Fault[] = [faults.silent(), faults.stall({ times: 'always' })];
