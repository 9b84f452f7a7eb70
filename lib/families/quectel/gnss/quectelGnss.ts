import { map, of, throwError } from 'rxjs';
import { ask } from '../../../dialects/ask';
import type { GnssDialect, GnssFix } from '../../../dialects/gnssDialect';
import { gnssFields } from '../../../dialects/steps/gnssFields';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { quectelGnssOff, quectelGnssOn, quectelGnssPosition, quectelGnssState } from './quectelGnssCommands';

const { fixOf, momentOf, numberOf } = gnssFields;

/** CME 516: no fix now. */
const NO_FIX = 516;
const MODES: Readonly<Record<string, GnssFix['mode']>> = { '2': '2d', '3': '3d' };

/** `061951.0,31.84538,117.19882,0.7,62.2,2,0.0,0.0,0.0,110513,09`; the course may be empty (observed). */
const parsed = (fields: readonly string[]): GnssFix | null => {
  const [time = '', latitude, longitude, hdop, altitude, mode = '', course, kmh, , date = '', satellites] =
    fields;
  return fixOf({
    latitude: numberOf(latitude),
    longitude: numberOf(longitude),
    at: momentOf(date, time),
    altitudeMeters: numberOf(altitude),
    speedKmh: numberOf(kmh),
    courseDegrees: numberOf(course),
    satellites: numberOf(satellites),
    hdop: numberOf(hdop),
    mode: MODES[mode],
  });
};

/** The receiver of EC25, EG25-G and BG9x: EC2x&EG9x GNSS AT Commands Manual V1.1. */
export const quectelGnss: GnssDialect = Object.freeze({
  ways: [
    {
      isOn: ask(quectelGnssState(), ({ on }) => on),
      switchOn: quectelGnssOn({ mode: 1 }),
      switchOff: quectelGnssOff(),
      read: (channel) =>
        channel.send(quectelGnssPosition({ format: 2 })).pipe(
          map(({ value }) => parsed(value.fields.split(',').map((field) => field.trim()))),
          onRefusal((error) =>
            error.reason.kind === 'cme' && error.reason.code === NO_FIX ? of(null) : throwError(() => error),
          ),
        ),
    },
  ],
} satisfies GnssDialect);
