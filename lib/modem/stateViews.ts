import { merge, type Observable, ReplaySubject, takeUntil, tap } from 'rxjs';
import type { ModemStates } from '../dialects/modemStates';
import type { StateRule, View, Views } from '../dialects/views';
import type { Token } from '../wire/token';
import type { Presence } from './presence';

/** A modem's states: each view replays its last value, then emits what is new. */
export type StateViews = { readonly [K in keyof ModemStates]: Observable<ModemStates[K]> } & {
  readonly connection: Observable<ConnectionState>;
};

interface Kept<T> {
  readonly values: Observable<T>;
  readonly restarted: () => void;
  readonly absent: () => void;
  readonly hear: (notice: StateRule<T>, told: unknown) => void;
}

/** Values are plain: fields in one order, nothing nested. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const kept = <T>({ afterRestart, afterAbsence = afterRestart }: View<T>): Kept<T> => {
  const values = new ReplaySubject<T>(1);
  let last: T | undefined;
  const keep = (next: T | undefined): void => {
    if (next === undefined || isSame(next, last)) return;
    last = Object.freeze(next);
    values.next(last);
  };
  return {
    values: values.asObservable(),
    restarted: () => keep(afterRestart?.(last)),
    absent: () => keep(afterAbsence?.(last)),
    hear: (notice, told) => keep(notice.read(told as never, last)),
  };
};

/** What a token tells, by which kind of notice, of which definition. */
const toldBy = (
  token: Token,
):
  | { readonly on: StateRule<never>['on']; readonly definition: unknown; readonly told: unknown }
  | undefined => {
  if (token.kind === 'urc') return { on: 'urc', definition: token.definition, told: token.values };
  if (token.kind === 'info') {
    return { on: 'answer', definition: token.command.definition, told: token.values };
  }
  if (token.kind !== 'final') return undefined;
  const { command, result } = token;
  return result.ok
    ? { on: 'done', definition: command.definition, told: command.args }
    : { on: 'failed', definition: command.definition, told: result.detail ?? result.code };
};

type Hearing = (told: unknown) => void;

/**
 * Keeps a modem's states: a fold over all that is said, whoever asked. Nothing is sent for it.
 *
 *     tokens    --i-----u-----i---     i: info +CSQ: 20,0    u: +CSQN: 14,0    i: info +CSQ: 14,0
 *     signal    --s-----s---------     -73 dBm, then -85 dBm; what is not new is not told again
 */
export const stateViews = (
  views: Views,
  { each, absences, over }: Presence,
  connection: Observable<ConnectionState>,
): StateViews => {
  const table = new Map<unknown, Map<string, Hearing[]>>();
  const names = Object.keys(views) as (keyof ModemStates)[];
  const all: Kept<unknown>[] = [];
  const states = names.map((name) => {
    const view = views[name] as View<unknown>;
    const one = kept(view);
    all.push(one);
    for (const notice of view.rules) {
      const byKind = table.get(notice.definition) ?? new Map<string, Hearing[]>();
      const hearing: Hearing = (told) => one.hear(notice, told);
      table.set(notice.definition, byKind.set(notice.on, [...(byKind.get(notice.on) ?? []), hearing]));
    }
    return [name, one.values.pipe(takeUntil(over))] as const;
  });
  const listen = (token: Token): void => {
    const heard = toldBy(token);
    const hearings = heard && table.get(heard.definition)?.get(heard.on);
    if (hearings) for (const hearing of hearings) hearing(heard.told);
  };
  const restarted = (): void => all.forEach((one) => one.restarted());
  each((life) => merge(life.tokens.pipe(tap(listen)), life.restarts.pipe(tap(restarted)))).subscribe();
  absences.subscribe(() => all.forEach((one) => one.absent()));
  return Object.freeze({ ...Object.fromEntries(states), connection }) as unknown as StateViews;
};

/** Whether a modem can be spoken with. */
export interface ConnectionState {
  /** True from its bring-up on, until its port goes away. */
  readonly isUp: boolean;
  /**
   * How often it was brought up or restarted. Where this grows, what you set on it (`AT+CREG=1`, `AT+CNMI` …) may be gone: say
   * it again.
   */
  readonly starts: number;
}
