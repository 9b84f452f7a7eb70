import type { ClockFacts } from '../core/family';
import { type Moment, momentText, partsOf, zoneText } from './moment';

const isOn = (settings: ReadonlyMap<string, string>, name: string): boolean => settings.get(name) === '1';

/** `*PSUTTZ` is UTC (SIM800 AT manual V1.09 pages 152–154). */
const utcLine = (time: Moment): string => {
  const { year, month, day, hour, minute, second } = partsOf(time, true);
  return `*PSUTTZ: ${[year, month, day, hour, minute, second].join(',')},"${zoneText(time.quarters)}",0`;
};

/** The SIM800 takes and tells the time with `AT+CLTS=1`; what an unset clock shows is observed. */
export const sim800ClockFacts: ClockFacts = {
  unset: '04/01/01,00:00:40+12',
  isUtc: () => false,
  takesNetworkTime: (settings) => isOn(settings, '+CLTS'),
  reports: (settings, time) => (isOn(settings, '+CLTS') ? [utcLine(time), 'DST: 0'] : []),
};

/** The A76XX takes it with `AT+CTZU=1` and tells it with `AT+CTZR=1` (A76XX AT manual V1.09 pages 102–105). */
export const a7600ClockFacts: ClockFacts = {
  unset: '04/01/01,00:00:40+12',
  isUtc: () => false,
  takesNetworkTime: (settings) => isOn(settings, '+CTZU'),
  reports: (settings, time) =>
    isOn(settings, '+CTZR') ? [`+CTZV: ${zoneText(time.quarters)},${momentText(time)},0`] : [],
};
