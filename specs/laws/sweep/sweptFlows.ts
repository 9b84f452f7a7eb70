import { files, ftp, health, http, identify, ready, refresh, restart, type Profile, sms } from '../../../lib';
import { PAGE } from '../../modem/desk';
import { ECHO_PAGE, NEW, PARTY, SECURE_PAGE, server, WRITTEN, DOWNLOAD } from '../flowDesk';
import { callFlows, type FlowCase, flowsOf, messageFlows, serviceFlows, socketFlows } from '../flows';

const A76 = ['a7600', 'sim7600'] as const;
const LTE = [...A76, 'quectel'] as const;
const ONCE = { attempts: 1, delay: 0 } as const;
const windowBytes = 60;

const deviceFlows: readonly FlowCase[] = [
  { title: 'identify', run: (modem) => identify(modem) },
  { title: 'health', run: (modem) => health(modem) },
  { title: 'ready', run: (modem) => ready(modem, { apn: 'internet' }) },
  { title: 'refresh', run: (modem) => refresh(modem) },
  { title: 'restart', run: (modem) => restart(modem) },
];

/** Every flow of a family, those of the device among them. */
export const sweptFlowsOf = (profile: Profile): readonly FlowCase[] => [...flowsOf(profile), ...deviceFlows];

/** Flows that are tried once only, so that what ends the first try ends the flow. */
const onceFlows: readonly FlowCase[] = [
  {
    title: 'http.get',
    run: (modem) => http.get(modem, { url: PAGE, windowBytes, retry: ONCE, resume: false }),
  },
  {
    title: 'http.get over HTTPS',
    run: (modem) => http.get(modem, { url: SECURE_PAGE, windowBytes, retry: ONCE }),
  },
  {
    title: 'http.head',
    families: ['sim800', ...A76],
    run: (modem) => http.head(modem, { url: PAGE, retry: ONCE }),
  },
  {
    title: 'http.post',
    run: (modem) => http.post(modem, { url: ECHO_PAGE, body: NEW, windowBytes, retry: ONCE }),
  },
  {
    title: 'http.put',
    families: LTE,
    run: (modem) => http.put(modem, { url: ECHO_PAGE, body: NEW, windowBytes, retry: ONCE }),
  },
  { title: 'http.delete', families: A76, run: (modem) => http.delete(modem, { url: PAGE, retry: ONCE }) },
  {
    title: 'http.post from a file',
    families: LTE,
    run: (modem) => http.post(modem, { url: ECHO_PAGE, fromFile: 'kept.bin', retry: ONCE }),
  },
  {
    title: 'http.get to a file',
    families: LTE,
    run: (modem) => http.get(modem, { url: PAGE, toFile: WRITTEN, retry: ONCE }),
  },
  ...(['windows', 'bulk'] as const).flatMap((way): readonly FlowCase[] => [
    {
      title: `ftp.get, ${way}`,
      run: (modem) => ftp.get(modem, server, DOWNLOAD, { windowBytes, way, retry: ONCE }),
    },
    {
      title: `ftp.put, ${way}`,
      run: (modem) => ftp.put(modem, server, '/logs/new.bin', NEW, { way, retry: ONCE }),
    },
  ]),
  { title: 'ftp.append', run: (modem) => ftp.append(modem, server, '/logs/old.bin', NEW, { retry: ONCE }) },
  { title: 'ftp.list', run: (modem) => ftp.list(modem, server, '/logs', { retry: ONCE }) },
  { title: 'ftp.size', run: (modem) => ftp.size(modem, server, DOWNLOAD, { retry: ONCE }) },
  { title: 'ftp.remove', run: (modem) => ftp.remove(modem, server, '/logs/old.bin', { retry: ONCE }) },
  { title: 'ftp.mkdir', run: (modem) => ftp.mkdir(modem, server, '/made', { retry: ONCE }) },
  { title: 'ftp.rmdir', run: (modem) => ftp.rmdir(modem, server, '/empty', { retry: ONCE }) },
  {
    title: 'ftp.getToFile',
    run: (modem) => ftp.getToFile(modem, server, DOWNLOAD, WRITTEN, { retry: ONCE }),
  },
  {
    title: 'ftp.putFromFile',
    run: (modem) => ftp.putFromFile(modem, server, '/logs/new.bin', 'kept.bin', { retry: ONCE }),
  },
  { title: 'files.read', run: (modem) => files.read(modem, 'kept.bin', { windowBytes }) },
  { title: 'files.write', run: (modem) => files.write(modem, WRITTEN, NEW) },
  ...socketFlows,
];

/** Messages, USSD, calls, phonebooks, clock, position and the modem’s MQTT client, each tried once. */
const onceServices: readonly FlowCase[] = [
  { title: 'sms.send', run: (modem) => sms.send(modem, { to: PARTY, text: 'hello', retry: ONCE }) },
  {
    title: 'sms.send of two parts',
    run: (modem) => sms.send(modem, { to: PARTY, text: 'a'.repeat(200), retry: ONCE }),
  },
  ...messageFlows.filter(({ title }) => !title.startsWith('sms.send')),
  ...callFlows,
  ...serviceFlows,
];

/** Those of them that a family has. */
export const onceFlowsOf = ({ name }: Profile): readonly FlowCase[] =>
  [...onceFlows, ...onceServices].filter(({ families }) => families?.includes(name) ?? true);
