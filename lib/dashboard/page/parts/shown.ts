const bytes = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const kB = 1_000;

const amount = (count: number): string =>
  count < kB ? `${bytes.format(count)} B` : `${tenths.format(count / kB)} kB`;

/** How values are spelled for people. A kB is 1,000 bytes. */
export const shown = Object.freeze({
  /** `12.3 kB` */
  amount,
  /** `12.3 kB/s` */
  rate: (bytesPerSecond: number): string => `${amount(bytesPerSecond)}/s`,
  /** `2.4 s` */
  seconds: (ms: number): string => `${tenths.format(ms / 1_000)} s`,
  /** `14:03:59` */
  time: (atMs: number): string => clock.format(atMs),
  /** `−73`, with a minus sign */
  number: (value: number): string => String(value).replace('-', '\u2212'),
});
