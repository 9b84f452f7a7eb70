import { type Fault, faultList as catalogue, type FaultEntry, readFault } from 'rxmodem/emulator';
import { byId, copyOf, part } from './part';
import { problemOf } from './problemOf';

/** The faults that are switched on. */
export interface FaultChoice {
  readonly faults: () => readonly Fault[];
}

/** What makes a fault with required parameters strike at once. */
const EXAMPLES: Readonly<Record<string, string>> = {
  urcs: 'lines=RING,chance=0.5',
  slowFinals: 'ms=800',
  lateResult: 'ms=3000',
};

/** Makes the list of faults: each is switched on by its box, with parameters as the command line has them. */
export const faultList = (changed: () => void): FaultChoice => {
  const rows = catalogue.map((entry) => faultRow(entry, changed));
  byId('faults').append(...rows.map(({ element }) => element));
  const find = byId<HTMLInputElement>('find-fault');
  find.addEventListener('input', () => {
    const needle = find.value.trim().toLowerCase();
    for (const { element, words } of rows) element.hidden = !words.includes(needle);
  });
  return {
    faults: () => {
      const problem = byId('fault-problem');
      try {
        const faults = rows.flatMap(({ fault }) => fault());
        problem.hidden = true;
        return faults;
      } catch (error) {
        problem.hidden = false;
        problem.textContent = problemOf(error);
        return [];
      }
    },
  };
};

interface FaultRow {
  readonly element: HTMLElement;
  readonly words: string;
  readonly fault: () => readonly Fault[];
}

const faultRow = ({ name, does, takes }: FaultEntry, changed: () => void): FaultRow => {
  const element = copyOf('fault');
  const on = part<HTMLInputElement>(element, 'on');
  const given = part<HTMLInputElement>(element, 'given');
  part(element, 'name').textContent = name;
  part(element, 'does').textContent = does;
  given.setAttribute('aria-label', `Parameters of ${name}`);
  given.placeholder = takes.map((one) => `${one.name}=${one.default ?? ''}`).join(',');
  given.value = EXAMPLES[name] ?? '';
  on.addEventListener('change', () => {
    given.hidden = !on.checked || takes.length === 0;
    changed();
  });
  given.addEventListener('change', changed);
  return {
    element,
    words: `${name}\n${does}`.toLowerCase(),
    fault: () =>
      on.checked ? [readFault(given.value.trim() === '' ? name : `${name}:${given.value.trim()}`)] : [],
  };
};
