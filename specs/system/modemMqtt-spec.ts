import { connectAsync } from 'mqtt';
import { firstValueFrom, ReplaySubject, take, toArray } from 'rxjs';
import { a7600, type Modem, modemMqtt, openModem, quectel } from 'rxmodem';
import { emulator } from 'rxmodem/emulator';
import { brokerOrigin, httpOrigin } from 'rxmodem/node';
import { startMosquitto } from './mosquitto';

// The modem's own MQTT client against a real broker.

it.each([
  ['a7600', a7600],
  ['ec25', quectel],
])(
  'publishes to mosquitto and receives from it, byte for byte, on %s',
  async (family, profile) => {
    const broker = await startMosquitto();
    const virtual = emulator({ family, origin: httpOrigin(), mqtt: brokerOrigin(), latencyMs: 0 });
    const modems = new ReplaySubject<Modem>(1);
    const opening = openModem(virtual.transport, profile, { quietMs: 0 }).subscribe(modems);
    const other = await connectAsync(broker.url);
    try {
      const modem = await firstValueFrom(modems);
      const at = { host: '127.0.0.1', port: broker.port, clientId: 'board-7' };
      const payload = Uint8Array.from({ length: 3_000 }, (_, place) => place % 256);
      await new Promise<void>((resolve, reject) => {
        modemMqtt
          .publish(modem, at, { topic: 'kept/ü', payload, qos: 1, retain: true })
          .subscribe({ complete: resolve, error: reject });
      });
      await other.publishAsync('kept/b', Buffer.from('\r\nOK\r\n'), { retain: true });
      const got = await firstValueFrom(modemMqtt.subscribe(modem, at, 'kept/#', 1).pipe(take(2), toArray()));

      const byTopic = Object.fromEntries(got.map((message) => [message.topic, Buffer.from(message.payload)]));
      expect(byTopic).toEqual({ 'kept/ü': Buffer.from(payload), 'kept/b': Buffer.from('\r\nOK\r\n') });
    } finally {
      opening.unsubscribe();
      await other.endAsync();
      await broker.remove();
    }
  },
  30_000,
);
