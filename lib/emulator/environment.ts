import { timer } from 'rxjs';
import { circuitRegistrationChanged, simChanged } from '../families/standard/networkUrcs';
import { CELL, MAX_PIN_TRIES, MAX_PUK_TRIES } from './core/state';
import type { MutableEnvironment, HandlerContext } from './core/handler';
import { statusOf } from './families/standard/networkHandlers';
import type { Environment, EmulatorSettings } from './core/emulatorSettings';
import { spokenLine } from './core/utterance';
import { isRegistered } from '../grammar/isRegistered';

type RegistrationUrc = typeof circuitRegistrationChanged;

/** The state of the SIM as the boot URC and `+CPIN` print it. */
export const cardWords = (sim: string, noCard: string): string =>
  sim === 'absent' ? noCard : /^(?:busy|failure)$/.test(sim) ? 'NOT READY' : sim;

/** The environment at start. */
export const environmentOf = ({
  sim,
  registration,
  circuit,
  rssi,
  service,
  pin,
}: EmulatorSettings): MutableEnvironment => ({
  ...{ sim, registration, circuit, rssi, service },
  pinTriesLeft: MAX_PIN_TRIES,
  pukTriesLeft: MAX_PUK_TRIES,
  pin,
});

/** Reports the registration, as far as `AT+CREG=1` and its like enabled it (27.007 § 7.2). */
export const reportRegistration = (modem: HandlerContext, ...only: readonly RegistrationUrc[]): void => {
  const { state, family } = modem;
  for (const definition of only.length > 0 ? only : family.registrationUrcs) {
    const mode = Number(state.settings.get(definition.form.key) ?? 0);
    const status = statusOf(modem, definition === circuitRegistrationChanged);
    const where = mode > 1 && state.attached ? CELL : {};
    if (mode > 0) modem.urc(definition, { status, ...where });
  }
};

/** Changes the environment of a virtual modem and sends the URCs that are enabled. A restart does not undo it. */
export const become = (modem: HandlerContext, to: Partial<Environment>): void => {
  const { state, environment, family, settings } = modem;
  const { sim, registration } = to;
  const was = statusOf(modem);
  Object.assign(environment, to);
  if (registration !== undefined) {
    state.registration = registration;
    state.attached = isRegistered(registration);
  }
  if (sim !== undefined) {
    state.sim = sim;
    if (sim === 'READY') state.attached = isRegistered(state.registration);
    else closeBearers(modem);
    const words = simChanged.form.write({ state: cardWords(sim, family.noCard) });
    if (settings.saysChanges) modem.say(spokenLine(words, 'urc'));
  }
  modem.reachable();
  if (!settings.saysChanges) return;
  if (statusOf(modem) !== was) reportRegistration(modem);
  else if ('circuit' in to) reportRegistration(modem, circuitRegistrationChanged);
};

/** A SIM that is gone or locked closes what is open. */
const closeBearers = (modem: HandlerContext): void => {
  const { bearers, contexts } = modem.state;
  const isOpen = [...bearers.values()].some(({ open }) => open) || contexts.get(1)?.active === true;
  if (isOpen) modem.loseBearer();
};

/** Schedules the changes that the settings announce. */
export const becomeLater = (modem: HandlerContext): void => {
  for (const { afterMs, ...to } of modem.settings.becomes) {
    timer(afterMs).subscribe(() => become(modem, to));
  }
};
