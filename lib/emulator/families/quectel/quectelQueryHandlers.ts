import * as http from '../../../families/quectel/http/quectelHttpCommands';
import { integerBetween } from '../../../grammar/codecs/integer';
import { text } from '../../../grammar/codecs/text';
import { emulatedForm } from '../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { spokenLine } from '../../core/utterance';
import { quectelService } from './quectelService';

/**
 * The settings of services, asked with the value left out: BG96 HTTP(S) manual V1.0 pages 9–11, FTP(S) pages 10–13, SSL pages 11–14,
 * MQTT note pages 8–11, EC2x AT Commands Manual V2.0 chapter 4.3.
 */

type Values = ReadonlyMap<string, string>;

const HTTP: Values = new Map(
  Object.entries({
    contextid: '1',
    requestheader: '0',
    responseheader: '0',
    sslctxid: '1',
    contenttype: '0',
  }),
);

const FTP: Values = new Map(
  Object.entries({
    filetype: '0',
    transmode: '1',
    contextid: '1',
    rsptimeout: '90',
    ssltype: '0',
    sslctxid: '0',
  }),
);

const TLS: Values = new Map(
  Object.entries({
    sslversion: '4',
    ciphersuite: '0XFFFF',
    seclevel: '0',
    cacert: '',
    clientcert: '',
    clientkey: '',
    ignorelocaltime: '1',
    sni: '0',
  }),
);

const INDICATIONS: Values = new Map(
  Object.entries({
    all: '1',
    csq: '0',
    smsfull: '0',
    ring: '1',
    smsincoming: '1',
    act: '0',
    ccinfo: '0',
  }),
);

const FILES = ['cacert', 'clientcert', 'clientkey'];

const shown = (name: string, fields: readonly string[]): Reply =>
  ok(spokenLine(`${name}: ${fields.join(',')}`, 'info'));

/** A key and its value; an unknown key is refused. */
const told = (name: string, initial: Values, stored: Values, asked: string): Reply => {
  const key = asked.toLowerCase();
  const value = stored.get(key) ?? initial.get(key);
  return value === undefined ? refused() : shown(name, [`"${key}"`, value]);
};

const tlsAsked = (modem: HandlerContext, asked: string, context: number): Reply => {
  const key = asked.toLowerCase();
  const value = modem.state.tlsContexts.get(context)?.get(key) ?? TLS.get(key);
  if (value === undefined) return refused();
  return shown('+QSSLCFG', [`"${key}"`, String(context), FILES.includes(key) ? `"${value}"` : value]);
};

/** What QMTCFG shows of client 0, by key. */
const mqttShown = (modem: HandlerContext): Readonly<Record<string, string>> => {
  const { context, secure, keepAliveSeconds, clean, will, withLength } = quectelService(modem).mqtt;
  const last = will && [`${will.qos}`, `${will.retain ? 1 : 0}`, `"${will.topic}"`].join(',');
  return {
    ...{ version: '4', pdpcid: String(context), ssl: secure ? '1' : '0', timeout: '5,3,0' },
    ...{ keepalive: String(keepAliveSeconds), session: clean ? '1' : '0' },
    ...{ will: last ? `1,${last}` : '0', 'recv/mode': `0,${withLength ? 1 : 0}` },
  };
};

const mqttAsked = (modem: HandlerContext, asked: string): Reply => {
  const key = asked.toLowerCase();
  const known = mqttShown(modem);
  const value = Object.hasOwn(known, key) ? known[key] : undefined;
  return value === undefined ? refused() : shown('+QMTCFG', [`"${key}"`, value]);
};

export const quectelQueryHandlers: readonly Handler[] = [
  handle(http.quectelHttpOneSetting, ({ key }, modem) =>
    told('+QHTTPCFG', HTTP, quectelService(modem).httpSettings, key),
  ),
  // Newer firmware lists them all.
  handle(http.quectelHttpAllSettings, (_, modem) =>
    ok(
      ...[...HTTP].map(([key, initial]) => {
        const value = quectelService(modem).httpSettings.get(key) ?? initial;
        return spokenLine(`+QHTTPCFG: "${key}",${value}`, 'info');
      }),
    ),
  ),
  handle(emulatedForm('+QFTPCFG=', { key: text }), ({ key }, modem) => {
    const { ftp, ftpSettings } = quectelService(modem);
    if (key.toLowerCase() !== 'account') return told('+QFTPCFG', FTP, ftpSettings, key);
    const [user = '', password = ''] = ftp.account;
    return shown('+QFTPCFG', ['"account"', `"${user}"`, `"${password}"`]);
  }),
  handle(emulatedForm('+QSSLCFG=', { key: text, context: integerBetween(0, 5) }), ({ key, context }, modem) =>
    tlsAsked(modem, key, context),
  ),
  handle(emulatedForm('+QMTCFG=', { key: text, client: integerBetween(0, 0) }), ({ key }, modem) =>
    mqttAsked(modem, key),
  ),
  handle(emulatedForm('+QINDCFG=', { kind: text }), ({ kind }, { state }) => {
    const stored = state.settings.get(`+QINDCFG ${kind}`);
    return told('+QINDCFG', INDICATIONS, new Map(stored === undefined ? [] : [[kind, stored]]), kind);
  }),
];
