import * as device from '../../../families/a7600/device/a7600DeviceCommands';
import { tlsContext, tlsSetting } from '../../../families/a7600/http/a7600TlsCommands';
import { imsSwitch } from '../../../families/a7600/ussd/a7600UssdCommands';
import { answerLine, type Utterance } from '../../core/utterance';
import { handle, type Handler } from '../../core/handler';
import { ok, refused } from '../../core/reply';
import type { ModemState } from '../../core/state';
import { restarting } from '../../core/restarting';
import { ofCard } from '../../core/ofCard';
import {
  lteRegistrationReports,
  packetEventReports,
  packetEventReportsState,
} from '../../../families/standard/reportCommands';
import { hangUpControl, hangUpControlState } from '../../../families/a7600/calls/a7600CallCommands';
import { emulatedForm } from '../../core/emulatedForm';
import { characterSets, executeDefaults, RATES, type Setting } from '../standard/settingHandlers';

/** What A76XX spells differently: revision, SIM number, battery, power, TLS (A76XX AT manual V1.09 p 63, 73, 154, 280, 422). */

/** A file of 5 to 108 characters; an empty name takes it away. */
const CERTIFICATE = /^(?:.{1,104}\.(?:pem|der))?$/i;

/** Initial value and range of each field of a TLS context. */
const TLS: readonly (readonly [name: string, initial: string, takes: RegExp])[] = [
  ['SSLVERSION', '4', /^[0-4]$/],
  ['AUTHMODE', '0', /^[0-3]$/],
  ['IGNORELOCALTIME', '1', /^[01]$/],
  ['NEGOTIATETIME', '300', /^(?:[1-9]\d|[12]\d\d|300)$/],
  ['CACERT', '', CERTIFICATE],
  ['CLIENTCERT', '', CERTIFICATE],
  ['CLIENTKEY', '', CERTIFICATE],
  ['PASSWORD', '', /^.{0,108}$/],
  ['ENABLESNI', '0', /^[01]$/],
];

/** A TLS context, as `AT+CSSLCFG` prints it. */
export const tlsContextLine = ({ tlsContexts }: ModemState, context: number): Utterance => {
  const valueOf = (name: string): string =>
    tlsContexts.get(context)?.get(name) ?? TLS.find(([known]) => known === name)?.[1] ?? '';
  return answerLine(tlsContext, {
    context,
    version: Number(valueOf('SSLVERSION')),
    authMode: Number(valueOf('AUTHMODE')),
    ignoreTime: Number(valueOf('IGNORELOCALTIME')),
    negotiationSeconds: Number(valueOf('NEGOTIATETIME')),
    authority: valueOf('CACERT'),
    clientCertificate: valueOf('CLIENTCERT'),
    clientKey: valueOf('CLIENTKEY'),
    password: valueOf('PASSWORD'),
    sni: Number(valueOf('ENABLESNI')),
  });
};

export const a7600DeviceHandlers: readonly Handler[] = [
  handle(device.a7600Revision, (_, { family }) =>
    ok(answerLine(device.a7600Revision, { text: family.identity.revision })),
  ),
  handle(device.a7600CardId, (_, { family, state }) =>
    ofCard(state, answerLine(device.a7600CardId, { iccid: family.identity.iccid })),
  ),
  handle(device.a7600Battery, (_, { settings: { milliVolts = 3_749 } }) =>
    ok(answerLine(device.a7600Battery, { milliVolts })),
  ),
  handle(device.a7600PowerOff, (_, { powerDown }) => ({ ...ok(), later: powerDown })),
  handle(imsSwitch, (_, { settings }) =>
    ok(answerLine(imsSwitch, { item: 'switch', state: settings.ims ? 'on' : 'off' })),
  ),
  handle(device.a7600Reset, (_, modem) => restarting(modem)),
  handle(tlsSetting, ({ name, context, value }, { state }) => {
    const row = TLS.find(([known]) => known === name.toUpperCase());
    if (!row?.[2].test(value)) return refused();
    const values = state.tlsContexts.get(context) ?? new Map<string, string>();
    state.tlsContexts.set(context, values.set(row[0], value));
    return ok();
  }),
  handle(tlsContext, ({ context }, { state }) => ok(tlsContextLine(state, context))),
];

/** The modes of `AT+CNMP` (A76XX AT manual V1.09 page 95). */
const MODES = /^(?:2|9|10|13|14|19|22|38|39|48|51|54|59|60|63|67)$/;

/** Settings whose execution form sets the default. */
const DEFAULTED = [
  ...['+CREG', '+CGREG', '+CEREG', '+CGEREP', '+CSCS', '+CRC', '+CLIP', '+IPR', '+IFC', '+ICF'],
  ...['+CMGF', '+CNMI', '+CSDH', '+CSMP', '+CPMS'],
];

/** Execution forms, which set the default: A76XX AT manual V1.09, 27.007 and 27.005 chapters. */
export const a7600DefaultHandlers: readonly Handler[] = [
  ...executeDefaults(DEFAULTED),
  handle(emulatedForm('+CMEE'), (_, { state, family }) => {
    state.errorReports = family.errorReports;
    return ok();
  }),
];

/** Settings of A76XX and SIM7600 alone. */
export const a7600Settings: readonly Setting[] = [
  characterSets('IRA', 'UCS2', 'GSM'),
  { set: device.timeZoneUpdate, read: device.timeZoneUpdateState, initial: '0' },
  { set: device.timeZoneReports, read: device.timeZoneReportsState, initial: '0' },
  {
    set: device.baudRateStored,
    read: device.baudRateStoredState,
    initial: '115200',
    fits: (value) => RATES.test(value),
  },
  { set: hangUpControl, read: hangUpControlState, initial: '1' },
  { set: lteRegistrationReports, initial: '0' },
  { set: device.a7600SignalReports, read: device.a7600SignalReportsState, initial: '0,0' },
  { set: packetEventReports, read: packetEventReportsState, initial: '2,0' },
  { set: device.reportPort, read: device.reportPortState, initial: '0' },
  {
    set: device.preferredMode,
    read: device.preferredModeState,
    initial: '2',
    fits: (value) => MODES.test(value),
  },
];
