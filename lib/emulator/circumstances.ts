import { timer } from 'rxjs';
import { circuitRegistrationChanged, simChanged } from '../families/standard/networkUrcs';
import { CELL, MAX_PIN_TRIES } from './core/state';
import type { Around, Bench } from './core/handler';
import { statusOf } from './families/standard/networkHandlers';
import type { Circumstances, Knobs } from './core/knobs';
import { spokenLine } from './core/utterance';
import { isRegistered } from '../grammar/isRegistered';

type RegistrationUrc = typeof circuitRegistrationChanged;

/** How the boot URC and `+CPIN` tell of a SIM. */
export const cardWords = (sim: string, noCard: string): string =>
  sim === 'absent' ? noCard : /^(?:busy|failure)$/.test(sim) ? 'NOT READY' : sim;

/** What is around a virtual modem at first. */
export const aroundOf = ({ sim, registration, circuit, rssi, service }: Knobs): Around => ({
  ...{ sim, registration, circuit, rssi, service },
  pinTriesLeft: MAX_PIN_TRIES,
});

/** Says how a virtual modem is registered where `AT+CREG=1` and its like asked for it (27.007 § 7.2). */
export const reportRegistration = (bench: Bench, ...only: readonly RegistrationUrc[]): void => {
  const { state, family } = bench;
  for (const definition of only.length > 0 ? only : family.registrationUrcs) {
    const mode = Number(state.settings.get(definition.form.key) ?? 0);
    const status = statusOf(bench, definition === circuitRegistrationChanged);
    const where = mode > 1 && state.attached ? CELL : {};
    if (mode > 0) bench.urc(definition, { status, ...where });
  }
};

/** Changes what is around a virtual modem: its URCs say so where they are asked for. A restart does not undo it. */
export const become = (bench: Bench, to: Partial<Circumstances>): void => {
  const { state, around, family, knobs } = bench;
  const { sim, registration } = to;
  const was = statusOf(bench);
  Object.assign(around, to);
  if (registration !== undefined) {
    state.registration = registration;
    state.attached = isRegistered(registration);
  }
  if (sim !== undefined) {
    state.sim = sim;
    const words = simChanged.form.write({ state: cardWords(sim, family.noCard) });
    if (knobs.saysChanges) bench.say(spokenLine(words, 'urc'));
  }
  if (!knobs.saysChanges) return;
  if (statusOf(bench) !== was) reportRegistration(bench);
  else if ('circuit' in to) reportRegistration(bench, circuitRegistrationChanged);
};

/** Lets all change that the knobs say will change. */
export const becomeLater = (bench: Bench): void => {
  for (const { afterMs, ...to } of bench.knobs.becomes) {
    timer(afterMs).subscribe(() => become(bench, to));
  }
};
