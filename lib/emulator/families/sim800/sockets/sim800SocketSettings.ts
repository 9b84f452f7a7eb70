import { integer } from '../../../../grammar/codecs/integer';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler } from '../../../core/handler';
import { NOT_ALLOWED, ok, refused } from '../../../core/reply';
import type { ModemState } from '../../../core/state';
import { spokenLine } from '../../../core/utterance';

/** A switch of the IP stack that is stored and printed. */
interface Switch {
  readonly initial: number;
  readonly max: number;
  /** It can't be changed while a connection is open. */
  readonly isFixed?: true;
  /** It is for one connection only (`CIPMUX=0`). */
  readonly isSingle?: true;
}

/** The switches of the IP stack: SIM800 AT manual V1.09 pages 221–248, SSL note V1.05 pages 9–13. */
const SWITCHES = {
  '+CIPMODE': { initial: 0, max: 1, isSingle: true },
  '+CIPQSEND': { initial: 0, max: 1 },
  '+CIPHEAD': { initial: 0, max: 1 },
  '+CIPSRIP': { initial: 0, max: 1 },
  '+CIPSHOWTP': { initial: 0, max: 1 },
  '+CIPSPRT': { initial: 1, max: 2 },
  '+CIPRXGET': { initial: 0, max: 1, isFixed: true },
  '+CIPSSL': { initial: 0, max: 1 },
} as const satisfies Readonly<Record<string, Switch>>;

type SwitchName = keyof typeof SWITCHES;

/** The value of a switch of the IP stack. */
export const switchOf = ({ settings }: ModemState, name: SwitchName): number =>
  Number(settings.get(name) ?? SWITCHES[name].initial);

const hasLinks = ({ sockets }: ModemState): boolean =>
  [...sockets.links.values()].some(({ state }) => state !== 'ended');

export const sim800SocketSettings: readonly Handler[] = Object.entries<Switch>(SWITCHES).flatMap(
  ([name, { initial, max, isFixed = false, isSingle = false }]) => [
    handle(emulatedForm(`${name}=`, { value: integer }), ({ value }, { state }) => {
      if (value < 0 || value > max) return refused();
      if (isSingle && value !== initial && state.settings.get('+CIPMUX') === '1') return refused();
      if (isFixed && hasLinks(state)) return refused(NOT_ALLOWED);
      state.settings.set(name, String(value));
      return ok();
    }),
    handle(emulatedForm(`${name}?`), (_, { state }) =>
      ok(spokenLine(`${name}: ${state.settings.get(name) ?? initial}`, 'info')),
    ),
  ],
);

/** Answers to `=?` of the switches. */
export const sim800SwitchTests: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries<Switch>(SWITCHES).map(([name, { max }]) => [
    name,
    [`${name}: (${name === '+CIPSSL' ? '0-1' : max === 1 ? '0,1' : '0-2'})`],
  ]),
);
