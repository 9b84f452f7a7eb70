const bytes = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const dateClock = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const shortClock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const kB = 1_000;
const MB = 1_000_000;

const amount = (count: number): string => {
  if (count < kB) return `${bytes.format(count)} B`;
  return count < MB ? `${tenths.format(count / kB)} kB` : `${tenths.format(count / MB)} MB`;
};

/** From which RSSI on a signal is fair, good, excellent: −93, −83 and −73 dBm. */
const LEVELS = [10, 15, 20];

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const ago = (ms: number): string => {
  if (ms < 2_000) return 'now';
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1_000)} s ago`;
  return ms < HOUR_MS ? `${Math.floor(ms / MINUTE_MS)} min ago` : `${Math.floor(ms / HOUR_MS)} h ago`;
};

/** How values are spelled for people. A kB is 1,000 bytes. */
export const shown = Object.freeze({
  /** Words for the levels of a signal. */
  QUALITIES: ['unknown', 'weak', 'fair', 'good', 'excellent'] as const,
  /** The level of an RSSI: 1 weak to 4 excellent. */
  level: (rssi: number): 1 | 2 | 3 | 4 => (LEVELS.filter((from) => rssi >= from).length + 1) as 1 | 2 | 3 | 4,
  /** `now`, `12 s ago` */
  ago,
  /** `12.3 kB` */
  amount,
  /** `12.3 kB/s` */
  rate: (bytesPerSecond: number): string => `${amount(bytesPerSecond)}/s`,
  /** `2.4 s` */
  seconds: (ms: number): string => `${tenths.format(ms / 1_000)} s`,
  /** `14:03` */
  minutes: (atMs: number): string => shortClock.format(atMs),
  /** `30 Nov 2026, 14:03:59` */
  dateTime: (atMs: number): string => dateClock.format(atMs),
  /** `14:03:59` */
  time: (atMs: number): string => clock.format(atMs),
  /** `−73`, with a minus sign */
  number: (value: number): string => String(value).replace('-', '\u2212'),
});
