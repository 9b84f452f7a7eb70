import { simChanged } from '../../commands/networkUrcs';
import {
  attach,
  attached,
  circuitRegistration,
  lteRegistration,
  packetRegistration,
  signal,
  simState,
} from '../../commands/network';
import { functionalitySet, functionalityState } from '../../commands/power';
import { pinEnter } from '../../commands/sim';
import { systemMode, systemModeReports } from '../../commands/capabilities';
import { answerLine } from '../answerLine';
import { CELL } from '../cell';
import { handle, type Bench, type Handling } from '../handler';
import { ok, refused } from '../reply';
import { spokenLine } from '../utterance';
import { SIM_NOT_INSERTED } from './ofCard';
import { restarting } from './restarting';

/** SIM, signal, registration, attachment (27.007 § 7, § 8, § 10). */

const WRONG_PASSWORD = 16;
const NOT_ALLOWED = 3;
/** The kind of network that `AT+CNSMOD?` tells. */
const LTE = 8;

/** The status that is told now: none without radio, searching while the SIM waits for its PIN. */
export const statusOf = ({ state }: Bench): number =>
  state.functionality !== 1 ? 0 : state.sim === 'READY' ? state.registration : 2;

type Registration = typeof circuitRegistration;

const reads = (definition: Registration, name: string): Handling =>
  handle(definition, (_, bench) => {
    const report = Number(bench.state.settings.get(name) ?? 0);
    const status = statusOf(bench);
    const registered = status === 1 || status === 5;
    return ok(answerLine(definition, { report, status, ...(report > 1 && registered ? CELL : {}) }));
  });

/** A76XX AT manual V1.09 pages 67–69. */
const RESET_LEVEL = 6;

/** Levels 0 and 4 switch the radio off: what rides on it is gone, and says so before OK (observed on SIM800). */
const setLevel = (bench: Bench, level: number, reset: boolean) => {
  const { state } = bench;
  if (!bench.family.levels.includes(level) || (reset && level !== 1)) return refused();
  if (reset || level === RESET_LEVEL) return restarting(bench);
  const was = state.functionality;
  state.functionality = level;
  if (level === 1) state.attached = state.registration === 1 || state.registration === 5;
  if (level === was || level === 1) return ok();
  state.attached = false;
  if ([...state.bearers.values()].some(({ open }) => open)) bench.loseBearer();
  return level === 0 ? ok(spokenLine(simChanged.form.write({ state: 'NOT READY' }), 'urc')) : ok();
};

export const network: readonly Handling[] = [
  handle(simState, (_, { state }) =>
    state.functionality === 0 || state.sim === 'absent'
      ? refused(SIM_NOT_INSERTED)
      : ok(answerLine(simState, { state: state.sim })),
  ),
  handle(pinEnter, ({ pin }, { state, knobs, say }) => {
    if (state.sim !== 'SIM PIN') return refused(NOT_ALLOWED);
    if (pin !== knobs.pin) return refused(WRONG_PASSWORD);
    state.sim = 'READY';
    return { ...ok(), later: () => say(spokenLine(simChanged.form.write({ state: 'READY' }), 'urc')) };
  }),
  handle(signal, (_, { state, knobs }) =>
    ok(
      answerLine(signal, {
        rssi: state.functionality === 1 ? knobs.rssi : 99,
        ber: state.functionality === 1 ? 0 : 99,
      }),
    ),
  ),
  reads(circuitRegistration, '+CREG'),
  reads(packetRegistration, '+CGREG'),
  handle(attached, (_, { state }) => ok(answerLine(attached, { on: state.attached }))),
  handle(attach, ({ on }, bench) => {
    const status = statusOf(bench);
    if (on && status !== 1 && status !== 5) return refused(NOT_ALLOWED);
    if (!on && bench.state.attached) bench.loseBearer();
    bench.state.attached = on;
    return ok();
  }),
  handle(functionalityState, (_, { state }) =>
    ok(answerLine(functionalityState, { level: state.functionality })),
  ),
  handle(functionalitySet, ({ level, restart }, bench) => setLevel(bench, level, restart === true)),
];

/** Registration on LTE: A76XX only. */
export const lte: readonly Handling[] = [
  reads(lteRegistration, '+CEREG'),
  handle(systemModeReports, ({ on }, { state }) => {
    state.settings.set('+CNSMOD', on ? '1' : '0');
    return ok();
  }),
  handle(systemMode, (_, bench) => {
    const status = statusOf(bench);
    const reports = bench.state.settings.get('+CNSMOD') === '1';
    return ok(answerLine(systemMode, { reports, status: status === 1 || status === 5 ? LTE : 0 }));
  }),
];
