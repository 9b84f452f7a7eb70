import type { Codec } from '../../grammar/codecs/codec';
import { integer, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { patternForm } from '../../grammar/forms/patternForm';
import { urc } from '../../grammar/urc';
import { word } from '../../grammar/codecs/text';

/** Time and zone, alarms: what the modem says of them on its own. Zones are quarters of an hour east of UTC. */

/** A zone with its sign: `+28` ⇄ 28. Written with two digits, as `AT+CCLK?` does. */
const zone: Codec<number> = integerBetween(-96, 96);
const signed = (quarters: number): string =>
  `${quarters < 0 ? '-' : '+'}${String(Math.abs(quarters)).padStart(2, '0')}`;

const time = {
  year: integerBetween(2000, 2099),
  month: integerBetween(1, 12),
  day: integerBetween(1, 31),
  hour: integerBetween(0, 23),
  minute: integerBetween(0, 59),
  second: integerBetween(0, 59),
  zone,
  daylight: optional(integerBetween(0, 2)),
};

const COUNTED =
  /^\*PSUTTZ\s*:\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*(\d+)\s*,\s*"?([+-]?\d+)"?(?:\s*,\s*(\d)?)?$/;
const DATED =
  /^\*PSUTTZ\s*:\s*"?(\d\d)\/(\d\d)\/(\d\d)\s*,\s*(\d\d):(\d\d):(\d\d)"?\s*,\s*"?([+-]?\d+)"?\s*,\s*(\d)$/;

const counted = patternForm(time, {
  shows: '*PSUTTZ: <year>,<month>,<day>,<hour>,<minute>,<second>,"<zone>",<daylight>',
  pattern: COUNTED,
  loosely: /^\*PSUTTZ\s*:\s*(\d+),(\d+),(\d+),(\d+),(\d+),(\d+),([+-]?\d+)(?:,(.*))?$/i,
  write: (is) =>
    `*PSUTTZ: ${is.year},${is.month},${is.day},${is.hour},${is.minute},${is.second},"${signed(is.zone)}"${is.daylight === undefined ? '' : `,${is.daylight}`}`,
});

/** As the SIM7600 prints it, with a quote that nothing opened: `21/01/24,23:10:29","+40",0`. */
const dated = (line: string): ReturnType<typeof counted.read> => {
  const [, year, month, day, hour, minute, second, quarters, daylight] = DATED.exec(line) ?? [];
  if (year === undefined) return undefined;
  return counted.read(
    `*PSUTTZ: 20${year},${month},${day},${hour},${minute},${second},"${quarters}",${daylight}`,
  );
};

export const networkTime = urc('*PSUTTZ', {
  tells:
    'Tells the network’s time, in UTC, its zone and its daylight saving time, where AT+CLTS=1 asked for it.',
  source: 'SIM800 AT manual V1.09 pages 152–154, 350–354; another shape observed on SIM7600',
  gives: time,
  form: { ...counted, read: (line) => counted.read(line) ?? dated(line) },
  example: '*PSUTTZ: 2022,9,14,4,55,19,"+28",0',
});

const local: Codec<string> = { ...word, shows: 'yy/MM/dd,hh:mm:ss' };
const zoned = { zone, time: optional(local), daylight: optional(integerBetween(0, 2)) };

export const timeZone = urc('+CTZV', {
  tells: 'Tells the time zone, where AT+CTZR=1 or AT+CLTS=1 asked for it; A76XX also the local time.',
  source: 'SIM800 AT manual V1.09 pages 152–154, 350–354; A76XX AT manual V1.09 pages 104–105',
  gives: zoned,
  form: patternForm(zoned, {
    shows: '+CTZV: <zone>[,<time>][,<daylight>]',
    pattern:
      /^\+CTZV\s*:\s*"?([+-]?\d{1,2})"?(?:\s*,\s*"?(\d\d\/\d\d\/\d\d,\s*\d\d:\d\d:\d\d)"?)?(?:\s*,\s*(\d))?$/,
    loosely: /^\+CTZV\s*:\s*([+-]?\d{1,2})(?:,(\d\d\/\d\d\/\d\d,\d\d:\d\d:\d\d))?(?:,([^,]*))?$/i,
    write: (is) =>
      `+CTZV: ${[signed(is.zone), is.time, is.daylight].filter((field) => field !== undefined).join(',')}`,
  }),
  example: '+CTZV: +32,24/05/17,09:30:00,0',
});

export const daylightSaving = urc('DST', {
  tells: 'Tells daylight saving time, in hours.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { hours: integer },
  example: 'DST: 0',
});

export const clockSynchronised = urc('+CNTP', {
  tells: 'Tells how the clock was set by NTP: 1 success on SIM800, 0 success on A76XX.',
  source: 'observed on SIM800; A76XX AT manual V1.09 pages 312–314',
  gives: { code: integer },
  example: '+CNTP: 1',
});

export const clockUpdated = urc('+CHTPUPDATE', {
  tells: 'Tells how the clock was set by HTTP; 0 success.',
  source: 'A76XX AT manual V1.09 pages 310–312',
  gives: { code: integer },
  example: '+CHTPUPDATE: 0',
});

export const alarmRing = urc('ALARM RING', {
  tells: 'Tells that an alarm rings which started the modem.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  example: 'ALARM RING',
});

export const alarm = urc('+CALV', {
  tells: 'Tells that an alarm rings.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  gives: { index: integer },
  example: '+CALV: 1',
});
