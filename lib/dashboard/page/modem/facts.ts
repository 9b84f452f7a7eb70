import type { ModemFace } from '../../model/board';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';

/** Good, worth a look, bad, a mere fact, or nothing known. */
type Tone = 'good' | 'warn' | 'bad' | 'none' | 'unknown';
type Fact = readonly [value: string, tone: Tone];

const UNKNOWN: Fact = ['unknown', 'unknown'];

/** 27.007 § 7.2. */
const STATUSES: Readonly<Record<number, Fact>> = {
  0: ['not registered', 'bad'],
  1: ['home', 'good'],
  2: ['searching', 'warn'],
  3: ['denied', 'bad'],
  4: ['unknown', 'warn'],
  5: ['roaming', 'warn'],
};

const POWERS: Readonly<Record<string, Tone>> = { on: 'good', off: 'bad' };

const place = (area?: string, cell?: string): string =>
  area === undefined || cell === undefined ? '' : ` · area ${area}, cell ${cell}`;

/** `2024-05-17T09:30:00+02:00` as words that don't break: a date, a time, an offset. */
const clockOf = (at: string): string =>
  at.replace(/^(\S+)T([\d:]+)(.*)$/, '$1 $2 UTC$3').replaceAll('-', '\u2011');

const words = (...all: readonly (string | undefined)[]): string => all.filter(Boolean).join(' · ');
const end = (digits: string | undefined): string => (digits ? `…${digits}` : '–');

/** What is known of a modem, in the order in which trouble is looked for. */
const FACTS: readonly (readonly [name: string, fact: (face: ModemFace) => Fact])[] = [
  ['SIM', ({ states: { sim } }) => (sim ? [sim.state, sim.isReady ? 'good' : 'bad'] : UNKNOWN)],
  [
    'Registration',
    ({ states: { registration } }) => {
      if (!registration) return UNKNOWN;
      const [status, tone] = STATUSES[registration.status] ?? [`status ${registration.status}`, 'warn'];
      return [`${status}${place(registration.area, registration.cell)}`, tone];
    },
  ],
  [
    'Network',
    ({ network: { operator, technology, band } }) =>
      operator || technology ? [words(operator, technology, band), 'none'] : UNKNOWN,
  ],
  [
    'Bearer',
    ({ states: { bearer } }) => {
      if (!bearer) return UNKNOWN;
      return bearer.isOpen
        ? [`open${bearer.address ? ` · ${bearer.address}` : ''}`, 'good']
        : ['closed', 'none'];
    },
  ],
  [
    'Power',
    ({ states: { power } }) => {
      if (!power) return UNKNOWN;
      const volts = power.milliVolts === undefined ? '' : ` · ${(power.milliVolts / 1_000).toFixed(2)} V`;
      const charge = power.percent === undefined ? '' : ` · ${power.percent} %`;
      return [`${power.state}${volts}${charge}`, POWERS[power.state] ?? 'warn'];
    },
  ],
  [
    'Restarts',
    ({ states: { power }, connection }) => {
      if (!power && connection !== 'connected') return UNKNOWN;
      return [String(power?.restarts ?? 0), power?.restarts ? 'warn' : 'none'];
    },
  ],
  ['Model', ({ identity: { model, revision } }) => (model ? [words(model, revision), 'none'] : UNKNOWN)],
  [
    'IMEI · ICCID',
    ({ identity: { imeiEnd, iccidEnd } }) =>
      imeiEnd || iccidEnd ? [`${end(imeiEnd)} · ${end(iccidEnd)}`, 'none'] : UNKNOWN,
  ],
  ['Clock', ({ states: { clock } }) => (clock ? [clockOf(clock.at), 'none'] : UNKNOWN)],
];

/** Makes the list of what is known of a modem. */
export const facts = (list: HTMLElement): ((face: ModemFace) => void) => {
  const rows = FACTS.map(([name, fact]) => {
    const row = copyOf('fact');
    part(row, 'name').textContent = name;
    list.append(row);
    return { fact, value: part(row, 'value') };
  });
  return (face) => {
    for (const { fact, value } of rows) {
      const [text, tone] = fact(face);
      setText(value, text);
      if (value.dataset.tone !== tone) value.dataset.tone = tone;
    }
  };
};
