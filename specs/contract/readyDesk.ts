import { type Observable, switchMap, take } from 'rxjs';
import {
  type OpenModemOptions,
  type Modem,
  type Profile,
  ready,
  type ReadyOptions,
  type ReadyStep,
} from '../../lib';
import type { EmulatorSettings } from '../../lib/emulator';
import { desk, type Desk } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';

/** What `ready` did, and what the modem heard of it. */
export interface Readied extends Watched<ReadyStep> {
  /** The command lines behind the bring-up. */
  readonly said: readonly string[];
  readonly on: Desk;
}

const BRING_UP = new Set(['AT', 'ATE0', 'AT+CMEE=1']);

/** The command lines, but for those that bring a modem up. */
export const saidTo = ({ heard }: Desk): readonly string[] => heard.filter((line) => !BRING_UP.has(line));

/** Connects, does something with the modem beside, and waits until it is ready; all in virtual time. */
export const readied = (
  profile: Profile,
  knobs: Partial<EmulatorSettings> = {},
  options: ReadyOptions = {},
  beside: (on: Desk, modem: Modem) => void = () => undefined,
  connection?: OpenModemOptions,
): Readied => readiedOn(desk(profile, 'hello', knobs), options, beside, connection);

/** The same on a modem that is there already. */
export const readiedOn = (
  on: Desk,
  options: ReadyOptions = {},
  beside: (on: Desk, modem: Modem) => void = () => undefined,
  connection?: OpenModemOptions,
): Readied => {
  const act = (modem: Modem): Observable<ReadyStep> => {
    beside(on, modem);
    return ready(modem, options);
  };
  const seen = virtually(() => watch(on.connected(connection).pipe(take(1), switchMap(act))));
  return Object.assign(seen, { said: saidTo(on), on });
};

/** The names of the steps, in order. */
export const stepsOf = ({ values }: Pick<Watched<ReadyStep>, 'values'>): readonly string[] =>
  values.map((one) => (one.step === 'waiting' ? `waiting: ${one.seen}` : one.step));
