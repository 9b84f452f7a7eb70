import type { GnssFix } from 'rxmodem';

/**
 * Makes NMEA 0183 sentences of a position, with their checksums: GGA (position, altitude) and RMC (position, speed, date).
 *
 *     $GPGGA,072809.33,3113.343286,N,12121.234064,E,1,09,0.8,44.1,M,,M,,*5A
 */
export const nmeaOf = (fix: GnssFix): readonly string[] => {
  const { at, altitudeMeters, satellites, hdop, speedKmh, courseDegrees } = fix;
  const time = at.slice(11, 22).replaceAll(':', '');
  const date = `${at.slice(8, 10)}${at.slice(5, 7)}${at.slice(2, 4)}`;
  const place = `${inMinutes(fix.latitude, 2, 'NS')},${inMinutes(fix.longitude, 3, 'EW')}`;
  const count = satellites === undefined ? '' : String(satellites).padStart(2, '0');
  const knots = speedKmh === undefined ? '' : (speedKmh / KMH_A_KNOT).toFixed(1);
  return [
    `GPGGA,${time},${place},1,${count},${hdop ?? ''},${altitudeMeters ?? ''},M,,M,,`,
    `GPRMC,${time},A,${place},${knots},${courseDegrees ?? ''},${date},,,A`,
  ].map((sentence) => `$${sentence}*${checksum(sentence)}`);
};

const KMH_A_KNOT = 1.852;

const inMinutes = (degrees: number, digits: number, hemispheres: string): string => {
  // Rounded first: 59.9999999 minutes are the next degree.
  const millionths = Math.round(Math.abs(degrees) * 60 * 1e6);
  const whole = Math.floor(millionths / 60e6);
  const minutes = ((millionths - whole * 60e6) / 1e6).toFixed(6).padStart(9, '0');
  return `${String(whole).padStart(digits, '0')}${minutes},${hemispheres[degrees < 0 ? 1 : 0]}`;
};

/** All characters between $ and *, combined by XOR. */
const checksum = (sentence: string): string =>
  [...sentence]
    .reduce((sum, character) => sum ^ character.charCodeAt(0), 0)
    .toString(16)
    .toUpperCase()
    .padStart(2, '0');
