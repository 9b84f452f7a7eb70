import { simChanged } from '../../../families/standard/networkUrcs';
import {
  attach,
  attached,
  circuitRegistration,
  lteRegistration,
  packetRegistration,
  signal,
  simState,
  pinEnter,
} from '../../../families/standard/networkCommands';
import { functionalitySet, functionalityState } from '../../../families/standard/powerCommands';
import { systemMode, systemModeReports } from '../../../families/standard/capabilityCommands';
import { answerLine, spokenLine } from '../../core/utterance';
import { CELL, isAttached, MAX_PIN_TRIES, MAX_PUK_TRIES } from '../../core/state';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { SIM_NOT_INSERTED } from '../../core/ofCard';
import { restarting } from '../../core/restarting';
import { isRegistered } from '../../../grammar/isRegistered';

/** SIM, signal, registration, attachment (27.007 § 7, § 8, § 10). */

const WRONG_PASSWORD = 16;
/** CME codes of a SIM that can't be read. */
const NO_SIM: Readonly<Record<string, number>> = { absent: SIM_NOT_INSERTED, failure: 13, busy: 14 };
const NOT_ALLOWED = 3;
/** The kind of network in `AT+CNSMOD?`. */
const LTE = 8;

/** The registration status: 0 without radio or SIM, 2 (searching) while the SIM waits for its PIN. */
export const statusOf = ({ state, environment }: HandlerContext, isCircuit = false): number => {
  if (state.functionality !== 1) return 0;
  if (state.sim !== 'READY') return state.sim === 'absent' ? 0 : 2;
  return isCircuit ? (environment.circuit ?? state.registration) : state.registration;
};

type Registration = typeof circuitRegistration;

const reads = (definition: Registration, name: string): Handler =>
  handle(definition, (_, modem) => {
    const report = Number(modem.state.settings.get(name) ?? 0);
    const status = statusOf(modem, definition === circuitRegistration);
    const registered = isRegistered(status);
    return ok(answerLine(definition, { report, status, ...(report > 1 && registered ? CELL : {}) }));
  });

/** A76XX AT manual V1.09 pages 67–69. */
const RESET_LEVEL = 6;

/** Levels 0 and 4 switch the radio off: the bearer is lost, and its URCs come before OK (observed on SIM800). */
const setLevel = (modem: HandlerContext, level: number, reset: boolean) => {
  const { state } = modem;
  if (!modem.family.levels.includes(level) || (reset && level !== 1)) return refused();
  if (reset || level === RESET_LEVEL) {
    state.functionality = 1;
    return restarting(modem);
  }
  const was = state.functionality;
  if (modem.family.refusedLevels.some(([from, to]) => from === was && to === level)) return refused();
  state.functionality = level;
  if (level === 1) state.attached = state.registration === 1 || state.registration === 5;
  if (level === was || level === 1) return ok();
  state.attached = false;
  if ([...state.bearers.values()].some(({ open }) => open)) modem.loseBearer();
  return level === 0 ? ok(spokenLine(simChanged.form.write({ state: 'NOT READY' }), 'urc')) : ok();
};

const unlocked = ({ state, environment, say }: HandlerContext): Reply => {
  environment.pinTriesLeft = MAX_PIN_TRIES;
  environment.pukTriesLeft = MAX_PUK_TRIES;
  state.sim = 'READY';
  state.attached = isRegistered(state.registration);
  return { ...ok(), later: () => say(spokenLine(simChanged.form.write({ state: 'READY' }), 'urc')) };
};

/** Counts a wrong PIN; the last one makes the SIM want its PUK. */
export const wrongPin = ({ state, environment }: HandlerContext): Reply => {
  environment.pinTriesLeft -= 1;
  if (environment.pinTriesLeft === 0) state.sim = environment.sim = 'SIM PUK';
  return refused(WRONG_PASSWORD);
};

const enterPin = (modem: HandlerContext, pin: string): Reply =>
  pin === modem.environment.pin ? unlocked(modem) : wrongPin(modem);

/** The PUK wants a new PIN beside it (27.007 § 8.3); after too many wrong ones the SIM is of no use any more. */
const enterPuk = (modem: HandlerContext, puk: string, newPin: string | undefined): Reply => {
  const { state, environment, settings } = modem;
  if (newPin === undefined || !/^\d{4,8}$/.test(newPin)) return refused(NOT_ALLOWED);
  if (puk !== settings.puk) {
    environment.pukTriesLeft -= 1;
    if (environment.pukTriesLeft === 0) state.sim = environment.sim = 'failure';
    return refused(WRONG_PASSWORD);
  }
  environment.pin = newPin;
  environment.sim = 'SIM PIN';
  return unlocked(modem);
};

export const networkHandlers: readonly Handler[] = [
  handle(simState, (_, { state }) => {
    const refusal = state.functionality === 0 ? SIM_NOT_INSERTED : NO_SIM[state.sim];
    return refusal === undefined ? ok(answerLine(simState, { state: state.sim })) : refused(refusal);
  }),
  handle(pinEnter, ({ pin, newPin }, modem) => {
    if (modem.state.sim === 'SIM PIN') return enterPin(modem, pin);
    return modem.state.sim === 'SIM PUK' ? enterPuk(modem, pin, newPin) : refused(NOT_ALLOWED);
  }),
  handle(signal, (_, { state, environment }) =>
    ok(
      answerLine(signal, {
        rssi: state.functionality === 1 ? environment.rssi : 99,
        ber: state.functionality === 1 ? 0 : 99,
      }),
    ),
  ),
  reads(circuitRegistration, '+CREG'),
  reads(packetRegistration, '+CGREG'),
  handle(attached, (_, { state }) => ok(answerLine(attached, { on: isAttached(state) }))),
  handle(attach, ({ on }, modem) => {
    const status = statusOf(modem);
    if (on && status !== 1 && status !== 5) return refused(NOT_ALLOWED);
    if (!on && modem.state.attached) modem.loseBearer();
    modem.state.attached = on;
    return ok();
  }),
  handle(functionalityState, (_, { state }) =>
    ok(answerLine(functionalityState, { level: state.functionality })),
  ),
  handle(functionalitySet, ({ level, restart }, modem) => setLevel(modem, level, restart === true)),
];

/** Registration on LTE (27.007 § 10.1.22). */
export const lteHandlers: readonly Handler[] = [reads(lteRegistration, '+CEREG')];

/** The kind of network, as SIMCom's LTE modems tell it (A76XX AT manual V1.09 page 101). */
export const systemModeHandlers: readonly Handler[] = [
  handle(systemModeReports, ({ on }, { state }) => {
    state.settings.set('+CNSMOD', on ? '1' : '0');
    return ok();
  }),
  handle(systemMode, (_, modem) => {
    const status = statusOf(modem);
    const reports = modem.state.settings.get('+CNSMOD') === '1';
    return ok(answerLine(systemMode, { reports, status: isRegistered(status) ? LTE : 0 }));
  }),
];
