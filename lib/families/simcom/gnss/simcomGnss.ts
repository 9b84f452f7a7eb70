import { ignoreElements, map, race, take, timer } from 'rxjs';
import { ask } from '../../../dialects/ask';
import type { GnssDialect, GnssFix, GnssWay } from '../../../dialects/gnssDialect';
import { gnssFields } from '../../../dialects/steps/gnssFields';
import type { Command } from '../../../grammar/command';
import { ofUrc } from '../../../../operators/ofUrc';
import * as gnss from './simcomGnssCommands';

const { degreesOf, fixOf, kmhOf, momentOf, numberOf } = gnssFields;

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
  const counts = front.slice(1).flatMap((field) => numberOf(field) ?? []);
  return fixOf({
    latitude: degreesOf(latitude, north, 90),
    longitude: degreesOf(longitude, east, 180),
    at: momentOf(date, time),
    altitudeMeters: numberOf(altitude),
    speedKmh: kmhOf(numberOf(knots)),
    courseDegrees: numberOf(course),
    satellites: counts.length === 0 ? undefined : counts.reduce((sum, one) => sum + one, 0),
    hdop: front.length === 0 ? undefined : numberOf(hdop),
    mode: MODES[front[0] ?? ''],
  });
};

const MODES: Readonly<Record<string, GnssFix['mode']>> = { '2': '2d', '3': '3d' };

/** A third dimension needs four satellites. */
const SATELLITES_3D = 4;
const [FIX, MOMENT, LATITUDE, LONGITUDE, ALTITUDE, SPEED, COURSE, HDOP, USED] = [1, 2, 3, 4, 5, 6, 7, 10, 15];

/** Reads `CGNSINF`: signed degrees, and UTC in one field. */
const parsedInf = (fields: readonly string[]): GnssFix | null => {
  const field = (at: number): string => fields[at] ?? '';
  if (field(FIX) !== '1') return null;
  const [, year = '', month = '', day = '', time = ''] =
    /^20(\d\d)(\d\d)(\d\d)(.*)$/.exec(field(MOMENT)) ?? [];
  const satellites = numberOf(field(USED));
  return fixOf({
    latitude: numberOf(field(LATITUDE)),
    longitude: numberOf(field(LONGITUDE)),
    at: momentOf(`${day}${month}${year}`, time),
    altitudeMeters: numberOf(field(ALTITUDE)),
    speedKmh: numberOf(field(SPEED)),
    courseDegrees: numberOf(field(COURSE)),
    satellites,
    hdop: numberOf(field(HDOP)),
    mode: satellites === undefined ? undefined : satellites < SATELLITES_3D ? '2d' : '3d',
  });
};

const cgnss: GnssWay = {
  isOn: ask(gnss.gnssPowerState(), ({ on }) => on),
  switchOn: gnss.gnssPower({ on: true }),
  switchOff: gnss.gnssPower({ on: false }),
  ready: ({ urcs }) =>
    race(urcs.pipe(ofUrc(gnss.gnssReady)), timer(READY_MS)).pipe(take(1), ignoreElements()),
  read: read(gnss.gnssInformation(), parsed),
};

const cgps: GnssWay = {
  isOn: ask(gnss.gpsPowerState(), ({ on }) => on),
  switchOn: gnss.gpsPower({ on: true }),
  switchOff: gnss.gpsPower({ on: false }),
  read: read(gnss.gpsInformation(), parsed),
};

/**
 * The receivers of SIMCom modems. A7670: A76XX AT manual V1.09 pages 479–498; SIM7600: SIM7500/7600 AT manual V3.00, whose commands some
 * A7600 have, too; SIM808 and SIM868: a SIM800 itself has no receiver.
 */
export const simcomGnss = Object.freeze({
  a7600: { ways: [cgnss, cgps] },
  sim7600: { ways: [cgps, cgnss] },
  sim800: {
    ways: [
      {
        isOn: ask(gnss.gnsPowerState(), ({ on }) => on),
        switchOn: gnss.gnsPower({ on: true }),
        switchOff: gnss.gnsPower({ on: false }),
        read: read(gnss.gnsInformation(), parsedInf),
      },
    ],
  },
} satisfies Readonly<Record<string, GnssDialect>>);
