import { concatMap, take } from 'rxjs';
import { gnss as positions, type GnssFix } from 'rxmodem';
import { withModem } from '../modem/withModem';
import { modemOptions, type ModemOptions } from '../options/modemOptions';
import type { Verb } from '../options/verb';
import { nmeaOf } from '../output/nmeaOf';
import { printed } from '../output/stdoutSink';

interface GnssOptions extends ModemOptions {
  readonly follow?: boolean;
  readonly nmea?: boolean;
}

/** Shows the position of a modem: `rxmodem gnss`. */
export const gnss: Verb<GnssOptions> = {
  usage: 'gnss',
  does: 'Waits for a position by satellites and shows it; leaves a receiver on that was on before.',
  examples: [
    ['rxmodem gnss --port /dev/ttyUSB0 --timeout 600', 'one position; the first one may take minutes'],
    ['rxmodem gnss --follow --json', 'one JSON object a second, at the embedded emulator'],
    ['rxmodem gnss --follow --nmea --port /dev/ttyUSB0', 'NMEA sentences, for programs that read them'],
  ],
  asks: true,
  declare: (command) =>
    modemOptions(
      command
        .optionsGroup('Position:')
        .option('--follow', 'go on with each new position, until the time limit or Ctrl-C')
        .option('--nmea', 'print NMEA sentences (GGA and RMC), made of the position'),
    ),
  run: ({ options }) =>
    withModem(options, (modem) => {
      const fixes = positions.fixes(modem);
      return (options.follow ? fixes : fixes.pipe(take(1))).pipe(
        concatMap((fix) => printed(shownFix(fix, options))),
      );
    }),
};

const shownFix = (fix: GnssFix, { json = false, nmea = false }: GnssOptions): string | object => {
  if (nmea) return nmeaOf(fix).join('\n');
  return json ? asJson(fix) : asText(fix);
};

const asJson = (fix: GnssFix): object => ({
  latitude: fix.latitude,
  longitude: fix.longitude,
  altitudeMeters: fix.altitudeMeters ?? null,
  speedKmh: fix.speedKmh ?? null,
  courseDegrees: fix.courseDegrees ?? null,
  at: fix.at,
  satellites: fix.satellites ?? null,
  hdop: fix.hdop ?? null,
  mode: fix.mode ?? null,
});

const asText = ({ latitude, longitude, altitudeMeters, speedKmh, at, satellites }: GnssFix): string =>
  [
    `${at} ${latitude.toFixed(6)} ${longitude.toFixed(6)}`,
    ...(altitudeMeters === undefined ? [] : [`${altitudeMeters} m`]),
    ...(speedKmh === undefined ? [] : [`${speedKmh} km/h`]),
    ...(satellites === undefined ? [] : [`${satellites} satellites`]),
  ].join(', ');
