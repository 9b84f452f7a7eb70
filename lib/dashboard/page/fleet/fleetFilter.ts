import { fromEvent, merge, type Observable, Subject, tap } from 'rxjs';
import type { ModemFace } from '../../model/board';
import { HEALTHS, healthOf } from '../../model/healthOf';
import { byId } from '../parts/byId';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';

type Kind = (typeof HEALTHS)[number];

/** Which modems are shown, in which order. */
export interface FleetFilter {
  readonly arranged: (modems: readonly ModemFace[]) => readonly ModemFace[];
  /** Shows how many there are of each health. */
  readonly count: (modems: readonly ModemFace[]) => void;
  readonly changed: Observable<unknown>;
  /** Shows all modems again. */
  readonly clear: () => void;
}

/** As the strip reads: the good news first. */
const STRIP: readonly Kind[] = ['ready', 'limited', 'down', 'starting'];

/** Makes the strip above the modems: counts that filter, a text to look for, an order. */
export const fleetFilter = (): FleetFilter => {
  const find = byId<HTMLInputElement>('find');
  const order = byId<HTMLSelectElement>('order');
  const chosen = new Set<Kind>();
  const pressed = new Subject<void>();
  const buttons = STRIP.map((kind) => countButton(kind, chosen, () => pressed.next()));
  byId('counts').append(...buttons.map(({ button }) => button));
  const slash = fromEvent<KeyboardEvent>(document, 'keydown').pipe(tap((event) => focusBySlash(event, find)));
  slash.subscribe();
  return {
    clear: () => {
      find.value = '';
      chosen.clear();
      for (const { button } of buttons) button.setAttribute('aria-pressed', 'false');
      pressed.next();
    },
    changed: merge(pressed, fromEvent(find, 'input'), fromEvent(order, 'change')),
    count: (modems) => {
      const kinds = modems.map((face) => healthOf(face).kind);
      for (const { kind, show } of buttons) show(kinds.filter((one) => one === kind).length);
    },
    arranged: (modems) => {
      const needle = find.value.trim().toLowerCase();
      return modems
        .filter((face) => chosen.size === 0 || chosen.has(healthOf(face).kind))
        .filter((face) => needle === '' || textOf(face).includes(needle))
        .toSorted(ORDERS[order.value] ?? byTrouble);
    },
  };
};

const countButton = (kind: Kind, chosen: Set<Kind>, changed: () => void) => {
  const button = copyOf('count');
  button.dataset.health = kind;
  setText(part(button, 'words'), kind);
  button.addEventListener('click', () => {
    if (!chosen.delete(kind)) chosen.add(kind);
    button.setAttribute('aria-pressed', String(chosen.has(kind)));
    changed();
  });
  const show = (count: number): void => {
    setText(part(button, 'number'), String(count));
    button.hidden = count === 0 && (kind === 'starting' || !chosen.has(kind)) && kind !== 'ready';
  };
  return { kind, button, show };
};

const focusBySlash = (event: KeyboardEvent, find: HTMLInputElement): void => {
  const isTyping = event.target instanceof Element && event.target.closest('input, textarea, select');
  if (event.key !== '/' || isTyping) return;
  event.preventDefault();
  find.focus();
};

/** What one can look for. */
const textOf = (face: ModemFace): string => {
  const { name, title, where, network, identity } = face;
  const { why = '', kind } = healthOf(face);
  const { operator, technology, band } = network;
  const { model, imeiEnd, iccidEnd } = identity;
  return [name, title, where, kind, why, operator, technology, band, model, imeiEnd, iccidEnd]
    .join('\n')
    .toLowerCase();
};

type Compare = (one: ModemFace, other: ModemFace) => number;

const collator = new Intl.Collator('en', { numeric: true });
const byName: Compare = (one, other) => collator.compare(one.name, other.name);
const troubleOf = (face: ModemFace): number => HEALTHS.indexOf(healthOf(face).kind);
const byTrouble: Compare = (one, other) => troubleOf(one) - troubleOf(other);
const strengthOf = ({ states }: ModemFace): number => states.signal?.dBm ?? -200;

const ORDERS: Readonly<Record<string, Compare>> = {
  trouble: byTrouble,
  name: byName,
  signal: (one, other) => strengthOf(one) - strengthOf(other) || byName(one, other),
};
