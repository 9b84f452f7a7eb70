import { is, type OptionChecks } from '../../grammar/checkOptions';
import { momentOf } from '../clock/moment';
import { isPoint } from '../gnss/gnssPoint';
import { isCallees } from '../network/callee';
import { isUssdService } from '../network/ussdService';

/** A moment, or an empty text. */
const isMoment = (value: unknown): string | undefined =>
  typeof value === 'string' && (value === '' || momentOf(value) !== undefined)
    ? undefined
    : 'it is no moment in ISO 8601 with a zone, such as 2026-05-17T09:30:00+02:00';

/** The checks of what may change while the modem runs. */
const ENVIRONMENT: OptionChecks = {
  sim: is.text,
  registration: is.count,
  circuit: is.count,
  rssi: is.count,
  service: is.flag,
};

/** The checks of the emulator's settings. */
export const SETTINGS_CHECKS: OptionChecks = Object.freeze({
  faults: is.listOf((value) =>
    typeof value === 'object' && value !== null ? undefined : 'it holds what is no fault',
  ),
  baud: is.count,
  portBaud: is.count,
  latencyMs: is.ms,
  resultDelayMs: is.ms,
  bootOnOpen: is.flag,
  bootMs: is.ms,
  bootUrcs: is.flag,
  restartOk: is.oneOf('at-once', 'after', 'never'),
  bearerOpen: is.flag,
  httpOpen: is.flag,
  leftIn: is.oneOf('command', 'prompt', 'data'),
  quiet: is.flag,
  verbose: is.flag,
  ftpMaxLengths: is.listOf(is.positive),
  ftpGrantBytes: is.positive,
  ftpWindowBytes: is.positive,
  ftpEmptyEvery: is.count,
  ftpRepeatMs: is.ms,
  ftpUnreadMs: is.ms,
  ftpFinalMs: is.ms,
  pin: is.text,
  puk: is.text,
  number: is.text,
  simPlaces: is.positive,
  memoryPlaces: is.positive,
  smsSendMs: is.ms,
  smsLinkMs: is.ms,
  flashSms: is.oneOf('shown', 'stored', 'dropped'),
  milliVolts: is.count,
  apns: is.listOf(is.text),
  needsApn: is.flag,
  saysChanges: is.flag,
  ussd: isUssdService,
  ussdForm: is.oneOf('plain', 'packed', 'ucs2'),
  ussdMs: is.ms,
  ussdEarly: is.flag,
  phonebooks: (value) =>
    typeof value === 'object' && value !== null ? undefined : 'it is no object with entries',
  callees: isCallees,
  clipMs: is.ms,
  clipMissing: is.flag,
  callListMs: is.ms,
  ims: is.flag,
  clock: isMoment,
  networkTime: isMoment,
  ntp: is.texts,
  gnss: is.listOf(isPoint),
  gnssFixMs: is.ms,
  becomes: is.listOf((value) =>
    typeof value === 'object' && value !== null ? undefined : 'it holds what is no change',
  ),
  ...ENVIRONMENT,
});
