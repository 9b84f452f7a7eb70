import { type Observable, ReplaySubject, takeUntil } from 'rxjs';
import type { ModemStates } from '../dialects/modemStates';
import type { StateRule, View, Views } from '../dialects/views';
import type { Token } from '../wire/token';
import type { ConnectionState, Sessions } from './sessions';

/** A modem's states: each view replays its last value, then emits each new one. */
export type StateViews = { readonly [K in keyof ModemStates]: Observable<ModemStates[K]> } & {
  readonly connection: Observable<ConnectionState>;
};

/** Values are plain: fields in one order, nothing nested. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** One view with its last value. A class takes less memory than closures; each modem has eight views. */
class Kept<T> {
  readonly values = new ReplaySubject<unknown>(1);
  private last: T | undefined;
  private lastShown: unknown;

  constructor(private readonly view: View<T>) {}

  restarted(): void {
    this.keep(this.view.afterRestart?.(this.last));
  }

  absent(): void {
    const { afterAbsence = this.view.afterRestart } = this.view;
    this.keep(afterAbsence?.(this.last));
  }

  read(rule: StateRule<T>, fact: unknown): void {
    this.keep(rule.read(fact as never, this.last));
  }

  private keep(next: T | undefined): void {
    if (next === undefined) return;
    const { shown } = this.view;
    this.last = Object.freeze(next);
    const value = shown ? shown(this.last) : this.last;
    if (isSame(value, this.lastShown)) return;
    this.lastShown = Object.freeze(value);
    this.values.next(this.lastShown);
  }
}

interface Fact {
  readonly on: StateRule<never>['on'];
  readonly definition: unknown;
  readonly value: unknown;
}

/** What a token says about the modem: by which kind of rule it is read, of which definition. */
const factOf = (token: Token): Fact | undefined => {
  if (token.kind === 'urc') return { on: 'urc', definition: token.definition, value: token.values };
  if (token.kind === 'info') {
    return { on: 'answer', definition: token.command.definition, value: token.values };
  }
  if (token.kind !== 'final') return undefined;
  const { command, result } = token;
  return result.ok
    ? { on: 'done', definition: command.definition, value: command.args }
    : { on: 'failed', definition: command.definition, value: result.detail ?? result.code };
};

/**
 * Keeps a modem's states: a fold over all answers and URCs. It sends nothing.
 *
 *     tokens    --i-----u-----i---     i: info +CSQ: 20,0    u: +CSQN: 14,0    i: info +CSQ: 14,0
 *     signal    --s-----s---------     -73 dBm, then -85 dBm; an unchanged value is not emitted again
 */
export const stateViews = (
  views: Views,
  { follow, absences, over, connection }: Pick<Sessions, 'follow' | 'absences' | 'over' | 'connection'>,
): StateViews => {
  const table = tableOf(views);
  const all = (Object.values(views) as View<unknown>[]).map((view) => new Kept(view));
  // Filled in one order, so that the states of all modems share a hidden class.
  const states: Record<string, unknown> = {};
  Object.keys(views).forEach(
    (name, at) => (states[name] = all[at]?.values.asObservable().pipe(takeUntil(over))),
  );
  states['connection'] = connection;
  const read = (token: Token): void => {
    const fact = factOf(token);
    const rules = fact && table.get(fact.definition)?.get(fact.on);
    if (rules) for (const { at, rule } of rules) all[at]?.read(rule, fact.value);
  };
  const restarted = (): void => all.forEach((one) => one.restarted());
  follow(({ facts }) => facts).subscribe(read);
  follow(({ restarts }) => restarts).subscribe(restarted);
  absences.subscribe(() => all.forEach((one) => one.absent()));
  return Object.freeze(states) as unknown as StateViews;
};

/** A rule, and the place of its view. */
interface PlacedRule {
  readonly at: number;
  readonly rule: StateRule<unknown>;
}

/** Which rules a fact is for, by its definition and its kind. */
type RuleTable = ReadonlyMap<unknown, ReadonlyMap<string, readonly PlacedRule[]>>;

/** One table for all modems of a profile: it has some fifty maps. */
const tables = new WeakMap<Views, RuleTable>();

const tableOf = (views: Views): RuleTable => {
  const known = tables.get(views);
  if (known) return known;
  const table = new Map<unknown, Map<string, PlacedRule[]>>();
  (Object.values(views) as View<unknown>[]).forEach(({ rules }, at) => {
    for (const rule of rules) {
      const byKind = table.get(rule.definition) ?? new Map<string, PlacedRule[]>();
      table.set(rule.definition, byKind.set(rule.on, [...(byKind.get(rule.on) ?? []), { at, rule }]));
    }
  });
  tables.set(views, table);
  return table;
};
