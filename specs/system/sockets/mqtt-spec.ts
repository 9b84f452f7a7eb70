import { type EventEmitter, once } from 'node:events';
import { connect as connectTls } from 'node:tls';
import { setTimeout as pause } from 'node:timers/promises';
import { MqttClient, type IClientOptions } from 'mqtt';
import { sockets, type Modem } from '../../../lib';
import { duplexOf } from '../../../lib/transports/node';
import { type Mosquitto, startMosquitto } from '../mosquitto';
import { FAMILIES, type SelfSigned, SocketBench } from './socketBench';

// mqtt.js and Debian's `mosquitto_sub` against Debian's mosquitto: the broker is reached by sockets of a modem alone.

const bench = new SocketBench();
let broker: Mosquitto;
let certificate: SelfSigned;
let securePort = 0;

beforeAll(async () => {
  certificate = await bench.certified('mqtt.example');
  securePort = await bench.freePort();
  const { certFile, keyFile } = certificate;
  broker = await startMosquitto([
    `listener ${securePort} 127.0.0.1`,
    `certfile ${certFile}`,
    `keyfile ${keyFile}`,
  ]);
});
afterAll(async () => {
  await bench.close();
  await broker.remove();
});

/** A client of mqtt.js over a socket of the modem, in the clear or by TLS of Node. */
const clientOn = (modem: Modem, isSecure: boolean): MqttClient => {
  const options: IClientOptions = { keepalive: 30, reconnectPeriod: 0, clientId: `c${Math.random()}` };
  return new MqttClient(() => {
    const port = isSecure ? securePort : broker.port;
    const stream = duplexOf(sockets.tcp(modem, { host: 'mqtt.example', port }));
    if (!isSecure) return stream;
    const secure = connectTls({ socket: stream, servername: 'mqtt.example', ca: certificate.cert });
    stream.on('error', (error) => secure.destroy(error));
    return secure as never;
  }, options);
};

describe.each(FAMILIES)('a broker behind a %s', (family) => {
  it.each([
    ['in the clear', false],
    ['by TLS', true],
  ])('serves mqtt.js %s: a payload comes back as it was published', async (_, isSecure) => {
    const modem = await bench.opened(await bench.served(family));
    const client = clientOn(modem, isSecure);
    const payload = Buffer.from(Array.from({ length: 20_000 }, (__, at) => (at * 31) % 256));
    const events = client as unknown as EventEmitter;
    await once(events, 'connect');
    const heard = once(events, 'message') as Promise<[string, Buffer]>;
    await client.subscribeAsync('rxmodem/echo', { qos: 1 });
    await client.publishAsync('rxmodem/echo', payload, { qos: 1 });
    const [topic, message] = await heard;
    await client.endAsync();

    expect(topic).toBe('rxmodem/echo');
    expect(message.equals(payload)).toBe(true);
  });

  it.each([
    ['in the clear', false],
    ['by TLS', true],
  ])('serves mosquitto_sub %s, through rxmodem proxy', async (_, isSecure) => {
    const proxy = await bench.proxied(await bench.served(family));
    const topic = `rxmodem/${family}/${isSecure ? 'tls' : 'plain'}`;
    const secured = isSecure ? ['--cafile', certificate.certFile] : [];
    const reached = ['-h', 'mqtt.example', '-p', String(isSecure ? securePort : broker.port)];
    const subscribed = bench.ran('mosquitto_sub', [
      ...['--proxy', `socks5h://${proxy}`, '-C', '2', '-q', '1', '-t', topic],
      ...[...reached, ...secured],
    ]);
    const publish = (text: string) =>
      bench.ran('mosquitto_pub', [
        '-h',
        '127.0.0.1',
        '-p',
        String(broker.port),
        '-r',
        '-t',
        topic,
        '-m',
        text,
      ]);
    await publish('first');
    await pause(3_000);
    await publish('second');
    const { code, stdout, stderr } = await subscribed;

    expect([code, stderr, stdout.toString()]).toEqual([0, '', 'first\nsecond\n']);
  });
});
