import { ignoreElements, map, race, take, timer } from 'rxjs';
import { ask } from '../../../dialects/ask';
import type { GnssDialect, GnssFix, GnssWay } from '../../../dialects/gnssDialect';
import { gnssFields } from '../../../dialects/steps/gnssFields';
import type { Command } from '../../../grammar/command';
import { ofUrc } from '../../../../operators/ofUrc';
import * as gnss from './simcomGnssCommands';

/** How long a receiver may take to be ready; older firmware does not say that it is. */
const READY_MS = 15_000;

const read =
  (
    question: Command<{ readonly fields: string }>,
    parse: (fields: readonly string[]) => GnssFix | null,
  ): GnssWay['read'] =>
  (channel) =>
    channel
      .send(question)
      .pipe(map(({ value }) => parse(value.fields.split(',').map((field) => field.trim()))));

/**
 * Reads what both `CGNSSINFO` and `CGPSINFO` say. The hemispheres show where the position stands: platforms have other numbers of
 * fields in front of it.
 *
 *     2,09,05,00,3113.330650,N,12121.262554,E,131117,091918.0,32.9,0.0,255.0,1.1,0.8,0.7
 */
const parsed = (fields: readonly string[]): GnssFix | null => {
  const at = fields.findIndex(
    (field, place) => /^[NS]$/.test(field) && /^[EW]$/.test(fields[place + 2] ?? ''),
  );
  if (at < 1) return null;
  const [latitude = '', north = '', longitude = '', east = '', date = '', time = ''] = fields.slice(at - 1);
  const [altitude, knots, course, , hdop] = fields.slice(at + 5);
  const front = fields.slice(0, at - 1);
  const counts = front.slice(1).flatMap((field) => gnssFields.numberOf(field) ?? []);
  return gnssFields.fixOf({
    latitude: gnssFields.degreesOf(latitude, north, 90),
    longitude: gnssFields.degreesOf(longitude, east, 180),
    at: gnssFields.momentOf(date, time),
    altitudeMeters: gnssFields.numberOf(altitude),
    speedKmh: gnssFields.kmhOf(gnssFields.numberOf(knots)),
    courseDegrees: gnssFields.numberOf(course),
    satellites: counts.length === 0 ? undefined : counts.reduce((sum, one) => sum + one, 0),
    hdop: front.length === 0 ? undefined : gnssFields.numberOf(hdop),
    mode: MODES[front[0] ?? ''],
  });
};

const MODES: Readonly<Record<string, GnssFix['mode']>> = { '2': '2d', '3': '3d' };

/** A third dimension needs four satellites. */
const SATELLITES_3D = 4;
/** Where the fields of `CGNSINF` stand. */
const INF = {
  ...{ fix: 1, moment: 2, latitude: 3, longitude: 4, altitude: 5, speed: 6, course: 7, hdop: 10, used: 15 },
} as const;

/** Reads `CGNSINF`: signed degrees, and UTC in one field. */
const parsedInf = (fields: readonly string[]): GnssFix | null => {
  const field = (at: number): string => fields[at] ?? '';
  if (field(INF.fix) !== '1') return null;
  const [, year = '', month = '', day = '', time = ''] =
    /^20(\d\d)(\d\d)(\d\d)(.*)$/.exec(field(INF.moment)) ?? [];
  const satellites = gnssFields.numberOf(field(INF.used));
  return gnssFields.fixOf({
    latitude: gnssFields.numberOf(field(INF.latitude)),
    longitude: gnssFields.numberOf(field(INF.longitude)),
    at: gnssFields.momentOf(`${day}${month}${year}`, time),
    altitudeMeters: gnssFields.numberOf(field(INF.altitude)),
    speedKmh: gnssFields.numberOf(field(INF.speed)),
    courseDegrees: gnssFields.numberOf(field(INF.course)),
    satellites,
    hdop: gnssFields.numberOf(field(INF.hdop)),
    mode: satellites === undefined ? undefined : satellites < SATELLITES_3D ? '2d' : '3d',
  });
};

const cgnss = (): GnssWay => ({
  isOn: ask(gnss.gnssPowerState(), ({ on }) => on),
  switchOn: gnss.gnssPower({ on: true }),
  switchOff: gnss.gnssPower({ on: false }),
  ready: ({ urcs }) =>
    race(urcs.pipe(ofUrc(gnss.gnssReady)), timer(READY_MS)).pipe(take(1), ignoreElements()),
  read: read(gnss.gnssInformation(), parsed),
});

const cgps = (): GnssWay => ({
  isOn: ask(gnss.gpsPowerState(), ({ on }) => on),
  switchOn: gnss.gpsPower({ on: true }),
  switchOff: gnss.gpsPower({ on: false }),
  read: read(gnss.gpsInformation(), parsed),
});

const cgns = (): GnssWay => ({
  isOn: ask(gnss.gnsPowerState(), ({ on }) => on),
  switchOn: gnss.gnsPower({ on: true }),
  switchOff: gnss.gnsPower({ on: false }),
  read: read(gnss.gnsInformation(), parsedInf),
});

/** The ways of a family, the likelier first: some A7600 have the commands of a SIM7600, too. */
const WAYS = { a7600: [cgnss, cgps], sim7600: [cgps, cgnss], sim800: [cgns] } as const;

/**
 * The receiver of a SIMCom modem. A7670: A76XX AT manual V1.09 pages 479–498; SIM7600: SIM7500/7600 AT manual V3.00; SIM808 and SIM868: a
 * SIM800 itself has no receiver.
 *
 * Mark its call as pure where a bundler is to drop it.
 */
export const simcomGnss = (family: keyof typeof WAYS): GnssDialect => ({
  ways: WAYS[family].map((way) => way()),
});
