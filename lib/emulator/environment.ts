import { timer } from 'rxjs';
import { circuitRegistrationChanged, simChanged } from '../families/standard/networkUrcs';
import { CELL, MAX_PIN_TRIES } from './core/state';
import type { MutableEnvironment, HandlerContext } from './core/handler';
import { statusOf } from './families/standard/networkHandlers';
import type { Environment, EmulatorSettings } from './core/emulatorSettings';
import { spokenLine } from './core/utterance';
import { isRegistered } from '../grammar/isRegistered';

type RegistrationUrc = typeof circuitRegistrationChanged;

/** How the boot URC and `+CPIN` tell of a SIM. */
export const cardWords = (sim: string, noCard: string): string =>
  sim === 'absent' ? noCard : /^(?:busy|failure)$/.test(sim) ? 'NOT READY' : sim;

/** What is around a virtual modem at first. */
export const aroundOf = ({
  sim,
  registration,
  circuit,
  rssi,
  service,
}: EmulatorSettings): MutableEnvironment => ({
  ...{ sim, registration, circuit, rssi, service },
  pinTriesLeft: MAX_PIN_TRIES,
});

/** Says how a virtual modem is registered where `AT+CREG=1` and its like asked for it (27.007 § 7.2). */
export const reportRegistration = (modem: HandlerContext, ...only: readonly RegistrationUrc[]): void => {
  const { state, family } = modem;
  for (const definition of only.length > 0 ? only : family.registrationUrcs) {
    const mode = Number(state.settings.get(definition.form.key) ?? 0);
    const status = statusOf(modem, definition === circuitRegistrationChanged);
    const where = mode > 1 && state.attached ? CELL : {};
    if (mode > 0) modem.urc(definition, { status, ...where });
  }
};

/** Changes what is around a virtual modem: its URCs say so where they are asked for. A restart does not undo it. */
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
    const words = simChanged.form.write({ state: cardWords(sim, family.noCard) });
    if (settings.saysChanges) modem.say(spokenLine(words, 'urc'));
  }
  if (!settings.saysChanges) return;
  if (statusOf(modem) !== was) reportRegistration(modem);
  else if ('circuit' in to) reportRegistration(modem, circuitRegistrationChanged);
};

/** Lets all change that the settings say will change. */
export const becomeLater = (modem: HandlerContext): void => {
  for (const { afterMs, ...to } of modem.settings.becomes) {
    timer(afterMs).subscribe(() => become(modem, to));
  }
};
