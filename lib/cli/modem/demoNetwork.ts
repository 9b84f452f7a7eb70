import type { EmulatorSettings } from 'rxmodem/emulator';

const two = (value: number): string => String(Math.abs(value)).padStart(2, '0');

/** The time of this machine, ISO 8601 with its zone. */
const now = (): string => {
  const minutes = -new Date().getTimezoneOffset();
  const local = new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19);
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.trunc(minutes / 60))}:${two(minutes % 60)}`;
};

/**
 * The network behind an emulator of the command: a balance, a menu, two phones, two entries and the time, so that every verb can be
 * tried.
 */
export const demoNetwork: Pick<
  EmulatorSettings,
  'ussd' | 'callees' | 'phonebooks' | 'clock' | 'networkTime' | 'ntp' | 'gnss' | 'gnssFixMs'
> = {
  clock: now(),
  networkTime: now(),
  ntp: { '*': now() },
  // A short walk along the Greenwich meridian.
  gnss: Array.from({ length: 20 }, (_, at) => ({
    latitude: 51.4778 + at * 0.00001,
    longitude: at % 2 === 0 ? -0.0014 : -0.00139,
    altitudeMeters: 46,
    speedKmh: 4,
    courseDegrees: 0,
  })),
  gnssFixMs: 1_000,
  ussd: {
    '*100#': 'Balance: 5.00',
    '*123#': {
      text: '1 Balance\r\n2 Data',
      replies: {
        '1': 'Balance: 5.00',
        '2': { text: 'Which?\r\n1 Day\r\n2 Week', replies: { '1': 'Thanks', '2': 'Thanks' } },
      },
    },
  },
  callees: {
    '+15550100': { ringsMs: 2_000, hangsUpAfterMs: 10_000 },
    '+15550101': { ringsMs: 500, then: 'busy' },
  },
  phonebooks: {
    SM: [
      { index: 1, number: '+15550100', name: 'Ann' },
      { index: 3, number: '+15550101', name: 'Ben' },
    ],
  },
};
