import { asyncScheduler, timer } from 'rxjs';
import * as quectel from '../../families/quectel/gnss/quectelGnssCommands';
import * as simcom from '../../families/simcom/gnss/simcomGnssCommands';
import type { CommandFactory } from '../../grammar/command';
import { emulatedForm } from '../core/emulatedForm';
import { flag, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { handle, type Handler, type HandlerContext } from '../core/handler';
import { ok, refused, type Reply } from '../core/reply';
import { answerLine, spokenLine } from '../core/utterance';
import { inMinutes, type Position, positionOf } from './receiver';

/** Receivers of satellites: A76XX AT manual V1.09 pages 479–498, SIM7500/7600 AT manual V3.00, SIM868 GNSS note, EC2x&EG9x GNSS manual V1.1. */

const READY_MS = 9_000;
const KNOTS = 1.852;
/** No fix now. */
const NO_FIX = 516;

const hasReceiver = ({ settings }: HandlerContext): boolean => settings.gnss !== undefined;

const isOn = ({ state }: HandlerContext): boolean => state.gnssSinceMs !== undefined;

/** Switches it on or off; a modem without a receiver refuses. */
const switched = (modem: HandlerContext, on: boolean, later?: () => void): Reply => {
  if (!hasReceiver(modem)) return refused();
  modem.state.gnssSinceMs = on ? asyncScheduler.now() : undefined;
  return { ...ok(), ...(later && { later }) };
};

/** Answers a question about the position. */
const told = (
  definition: CommandFactory<Record<never, never>, never>,
  none: string,
  shown: (position: Position) => string,
): Handler => ({
  definition,
  run: (_, modem) => {
    if (!isOn(modem)) return refused();
    const position = positionOf(modem);
    const name = definition.head;
    return ok(spokenLine(position ? `${name}: ${shown(position)}` : `${name}${none}`, 'info'));
  },
});

const knots = ({ speedKmh }: Position): string => (speedKmh / KNOTS).toFixed(1);
const place = ({ latitude, longitude }: Position): string =>
  `${inMinutes(latitude, 2, ['N', 'S'])},${inMinutes(longitude, 3, ['E', 'W'])}`;

const gnssSwitched = (modem: HandlerContext, on: boolean): Reply =>
  switched(modem, on, () => {
    if (on) modem.inBackground(timer(READY_MS), () => modem.urc(simcom.gnssReady, {}));
  });

/** On twice is an error; off is reported. */
const gpsSwitched = (modem: HandlerContext, on: boolean): Reply => {
  if (isOn(modem) === on) return refused();
  return switched(modem, on, () => {
    if (!on) modem.urc(simcom.gpsOff, { on: false });
  });
};

const SECOND_MS = 1_000;
const NO_INFORMATION = ':,,,,,,,,,,,,,,,';
const information = (at: Position): string =>
  [
    ...['3', '09', '05', '00', place(at), at.date, at.time],
    ...[at.altitudeMeters.toFixed(1), knots(at), at.courseDegrees.toFixed(1), '1.1', '0.8', '0.7'],
  ].join(',');

const cgnss: readonly Handler[] = [
  handle(simcom.gnssPowerState, (_, modem) =>
    hasReceiver(modem)
      ? ok(spokenLine(isOn(modem) ? '+CGNSSPWR: 1,1,1,0' : '+CGNSSPWR: 0', 'info'))
      : refused(),
  ),
  handle(simcom.gnssPower, ({ on }, modem) => gnssSwitched(modem, on)),
  // AP flash and dynamic load have no effect here (page 480).
  handle(
    emulatedForm('+CGNSSPWR=', { on: flag, flash: flag, load: optional(flag), more: optional(flag) }),
    ({ on }, modem) => gnssSwitched(modem, on),
  ),
  told(simcom.gnssInformation as never, NO_INFORMATION, information),
  // Reports every `seconds` from now on; 0 stops.
  handle(emulatedForm('+CGNSSINFO=', { seconds: integerBetween(0, 255) }), ({ seconds }, modem) => {
    const { state } = modem;
    if (!isOn(modem)) return refused();
    state.gnssReports?.unsubscribe();
    const report = (): void => {
      if (!isOn(modem)) return;
      const at = positionOf(modem);
      modem.say(spokenLine(`+CGNSSINFO${at ? `: ${information(at)}` : NO_INFORMATION}`, 'urc'));
    };
    state.gnssReports =
      seconds === 0 ? undefined : modem.inBackground(timer(seconds * SECOND_MS, seconds * SECOND_MS), report);
    return ok();
  }),
];

const cgps: readonly Handler[] = [
  handle(simcom.gpsPowerState, (_, modem) =>
    hasReceiver(modem) ? ok(answerLine(simcom.gpsPowerState, { on: isOn(modem), mode: 1 })) : refused(),
  ),
  handle(simcom.gpsPower, ({ on }, modem) => gpsSwitched(modem, on)),
  // Standalone, based on the mobile, assisted by it.
  handle(emulatedForm('+CGPS=', { on: flag, mode: integerBetween(1, 3) }), ({ on }, modem) =>
    gpsSwitched(modem, on),
  ),
  told(simcom.gpsInformation as never, ': ,,,,,,,,', (at) =>
    [place(at), at.date, at.time, at.altitudeMeters.toFixed(1), knots(at), at.courseDegrees.toFixed(1)].join(
      ',',
    ),
  ),
];

const cgns: readonly Handler[] = [
  handle(simcom.gnsPowerState, (_, modem) =>
    hasReceiver(modem) ? ok(answerLine(simcom.gnsPowerState, { on: isOn(modem) })) : refused(),
  ),
  handle(simcom.gnsPower, ({ on }, modem) => switched(modem, on)),
  handle(simcom.gnsInformation, (_, modem) => {
    if (!hasReceiver(modem)) return refused();
    const at = positionOf(modem);
    if (!at) return ok(spokenLine(`+CGNSINF: ${isOn(modem) ? 1 : 0},0,,,,,,,,,,,,,,,,,,,`, 'info'));
    const moment = `20${at.date.slice(4)}${at.date.slice(2, 4)}${at.date.slice(0, 2)}${at.time}0`;
    const fields = [
      ...['1', '1', moment, at.latitude.toFixed(6), at.longitude.toFixed(6), at.altitudeMeters.toFixed(3)],
      ...[
        at.speedKmh.toFixed(2),
        at.courseDegrees.toFixed(1),
        '1',
        '',
        '0.9',
        '1.2',
        '0.8',
        '',
        '11',
        '8',
        '',
        '',
        '42',
        '',
        '',
      ],
    ];
    return ok(spokenLine(`+CGNSINF: ${fields.join(',')}`, 'info'));
  }),
];

/** A place in minutes with so many decimals, and the hemisphere right behind them: `3150.7223N`. */
const inQuectelMinutes = (
  degrees: number,
  digits: number,
  decimals: number,
  words: [string, string],
): string =>
  inMinutes(degrees, digits, words).replace(
    /\.(\d+),/,
    (_, minutes: string) => `.${minutes.slice(0, decimals)}`,
  );

/** Formats 0 and 1 are minutes with four and six decimals, 2 is degrees (GNSS manual V1.1, QGPSLOC). */
const quectelPlace = ({ latitude, longitude }: Position, format: number): string => {
  if (format === 2) return `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
  const decimals = format === 0 ? 4 : 6;
  const north = inQuectelMinutes(latitude, 2, decimals, ['N', 'S']);
  return `${north},${inQuectelMinutes(longitude, 3, decimals, ['E', 'W'])}`;
};

const located = (modem: HandlerContext, format: number): Reply => {
  if (!isOn(modem)) return refused(505);
  const at = positionOf(modem);
  if (!at) return refused(NO_FIX);
  const fields = [
    ...[at.time.slice(0, -1), quectelPlace(at, format), '0.7', at.altitudeMeters.toFixed(1)],
    ...['3', at.courseDegrees.toFixed(2), at.speedKmh.toFixed(1), knots(at), at.date, '09'],
  ];
  return ok(answerLine(quectel.quectelGnssPosition, { fields: fields.join(',') }));
};

const qgps: readonly Handler[] = [
  handle(quectel.quectelGnssState, (_, modem) =>
    hasReceiver(modem) ? ok(answerLine(quectel.quectelGnssState, { on: isOn(modem) })) : refused(),
  ),
  handle(quectel.quectelGnssOn, (_, modem) => (isOn(modem) ? refused(504) : switched(modem, true))),
  // How long, how exactly, how often, at which rate a fix is looked for (pages 15–16): no effect here.
  handle(
    emulatedForm('+QGPS=', {
      ...{ mode: integerBetween(1, 4), seconds: integerBetween(1, 255) },
      ...{ meters: optional(integerBetween(1, 1_000)), count: optional(integerBetween(0, 1_000)) },
      rate: optional(integerBetween(1, 65_535)),
    }),
    (_, modem) => (isOn(modem) ? refused(504) : switched(modem, true)),
  ),
  handle(quectel.quectelGnssOff, (_, modem) => (isOn(modem) ? switched(modem, false) : refused(505))),
  handle(quectel.quectelGnssPosition, ({ format }, modem) => located(modem, format)),
  handle(emulatedForm('+QGPSLOC?'), (_, modem) => located(modem, 0)),
];

/** By family. */
export const gnssHandlers = { a7600: cgnss, sim7600: cgps, sim800: cgns, quectel: qgps } as const;
