import { EMPTY, type Observable, switchMap, take } from 'rxjs';
import { collect, openModem, http, sim800 } from '../../lib';
import { emulator, simulatedWeb } from '../../lib/emulator';
import { webSerial, type WebSerialOptions } from '../../lib/transports/webSerial';
import type { Port } from '../../lib/wire/transport';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { patterned } from '../modem/bodies';
import { watch } from '../modem/watch';
import { FakeSerialPort } from './fakeSerialPort';

// Promises can't run in RxJS's virtual time, so here it is jest that holds the clock.
beforeEach(() => jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }));
afterEach(() => jest.useRealTimers());

/** Lets all promises settle, and lets time pass where there is some. */
const settle = (ms = 0): Promise<void> => jest.advanceTimersByTimeAsync(ms);

const PAGE = 'http://example.com/page';

/** Opens a port, and listens and writes as a modem's program does. */
const opened = async (options: WebSerialOptions = {}, fake = new FakeSerialPort()) => {
  const damages: string[] = [];
  const onDamage = (name: string): unknown => damages.push(name);
  const written: string[] = [];
  const heard: string[] = [];
  fake.written.subscribe((bytes) => written.push(latin1(bytes)));
  const transport = webSerial(fake, { onDamage, ...options });
  const ports = watch(transport);
  await settle();
  const [port] = ports.values;
  const incoming = watch(port?.incoming ?? EMPTY, (bytes) => heard.push(latin1(bytes)));
  await settle();
  return { fake, transport, ports, port: port as Port, incoming, heard, written, damages };
};

const say = async (fake: FakeSerialPort, text: string): Promise<void> => {
  fake.receive(latin1Bytes(text));
  await settle();
};

describe('webSerial', () => {
  it('opens the port as it is told, with room for a tab that is busy', async () => {
    const { fake, ports, port } = await opened({ baudRate: 230_400, flowControl: 'hardware' });

    expect(fake.options).toEqual({ baudRate: 230_400, flowControl: 'hardware', bufferSize: 65_536 });
    expect(fake.done).toEqual(['open']);
    expect(port.name).toBe('web-serial 1e0e:9001');
    expect(ports.end).toBe('open');
  });

  it.each([true, false])('sets DTR to %s before anything else', async (dtr) => {
    const { fake } = await opened({ dtr });

    expect(fake.done).toEqual(['open', `DTR ${dtr}`]);
  });

  it('opens a port that has no DTR all the same', async () => {
    const fake = new FakeSerialPort();
    fake.setSignals = () => Promise.reject(new DOMException('no such line', 'NetworkError'));
    const { ports } = await opened({ dtr: true }, fake);

    expect(ports.values).toHaveLength(1);
  });

  it('gives what comes, as it comes', async () => {
    const { fake, heard } = await opened();
    await say(fake, '\r\nRDY\r\n');
    await say(fake, '\r\n+CREG: 1\r\n');

    expect(heard).toEqual(['\r\nRDY\r\n', '\r\n+CREG: 1\r\n']);
  });

  it('writes in order, and completes when the browser has taken the bytes', async () => {
    const { fake, port, written } = await opened();
    const go = fake.hold();
    const writes = ['AT\r', 'ATE0\r'].map((text) => watch(port.write(latin1Bytes(text))));
    await settle(1_000);
    expect(writes.map(({ end }) => end)).toEqual(['open', 'open']);
    expect(written).toEqual([]);

    go();
    await settle();

    expect(writes.map(({ end }) => end)).toEqual(['completed', 'completed']);
    expect(written).toEqual(['AT\r', 'ATE0\r']);
  });

  it('writes nothing before it is subscribed to', async () => {
    const { port, written } = await opened();
    port.write(latin1Bytes('AT\r'));
    await settle();

    expect(written).toEqual([]);
  });

  it.each(['BufferOverrunError', 'BreakError', 'FramingError', 'ParityError'])(
    'goes on after a %s, and tells of it',
    async (name) => {
      const { fake, heard, incoming, damages } = await opened();
      await say(fake, 'before');
      fake.damage(name);
      await settle();
      await say(fake, 'after');

      expect(heard).toEqual(['before', 'after']);
      expect(damages).toEqual([name]);
      expect(incoming.end).toBe('open');
    },
  );

  it('does not ask the same broken stream for ever', async () => {
    const { fake, incoming, damages } = await opened();
    fake.damageForGood();
    await settle();

    expect(incoming.end).toBe('closed');
    expect(damages).toEqual(['UnknownError']);
  });

  it.each([true, false])('tells that the cable was pulled (an event comes: %s)', async (event) => {
    const { fake, incoming, port, ports, damages } = await opened();
    const writing = watch((fake.hold(), port.write(latin1Bytes('AT\r'))));
    fake.unplug({ event });
    await settle();

    expect(incoming.reason).toEqual({ kind: 'closed', where: 'web-serial 1e0e:9001' });
    expect(writing.end).toBe('closed');
    expect(watch(port.incoming).end).toBe('closed');
    expect(damages).toEqual([]);

    ports.subscription.unsubscribe();
    await settle();
    expect(fake.done).toEqual(['open', 'close']);
  });

  it('says why a port can not be opened', async () => {
    const fake = new FakeSerialPort();
    fake.problem = new DOMException(
      "Failed to execute 'open' on 'SerialPort': Failed to open serial port.",
      'NetworkError',
    );
    const { ports } = await opened({}, fake);

    expect(ports.reason).toEqual({
      kind: 'port',
      where: 'web-serial 1e0e:9001',
      problem: 'Failed to open serial port.',
    });
  });

  it('leaves a port alone that somebody else has open', async () => {
    const { fake, transport } = await opened();
    const second = watch(transport);
    await settle();

    expect(second.reason).toMatchObject({ kind: 'port', problem: 'The port is already open.' });
    expect(fake.done).toEqual(['open']);
  });
});

describe('closing', () => {
  it('stops reading, sends what was written, lets go of both streams, then closes', async () => {
    const { fake, ports, port, incoming, written } = await opened();
    watch(port.write(latin1Bytes('AT+HTTPTERM\r')));
    ports.subscription.unsubscribe();
    await settle();

    expect(written).toEqual(['AT+HTTPTERM\r']);
    expect(fake.done).toEqual(['open', 'cancel reading', 'close writing', 'close']);
    expect(incoming.end).toBe('completed');
  });

  it('discards what the other side does not take within two seconds', async () => {
    const { fake, ports, port, written } = await opened();
    fake.hold();
    watch(port.write(latin1Bytes('AT\r')));
    ports.subscription.unsubscribe();
    await settle(1_999);
    expect(fake.done).toEqual(['open', 'cancel reading']);

    await settle(1);
    expect(fake.done).toEqual(['open', 'cancel reading', 'discard writing', 'close']);
    expect(written).toEqual([]);
  });

  it('is waited for by who opens the port again at once', async () => {
    const { fake, ports, transport } = await opened();
    ports.subscription.unsubscribe();
    const again = watch(transport);
    await settle();

    expect(fake.done).toEqual(['open', 'cancel reading', 'close writing', 'close', 'open']);
    expect(again.end).toBe('open');
    expect(again.values).toHaveLength(1);
  });

  it('comes after an opening that was left', async () => {
    const fake = new FakeSerialPort();
    const transport = webSerial(fake);
    const left = watch(transport);
    left.subscription.unsubscribe();
    const again = watch(transport);
    await settle();

    expect(left.values).toEqual([]);
    expect(fake.done.filter((step) => /^(open|close)$/.test(step))).toEqual(['open', 'close', 'open']);
    expect(again.values).toHaveLength(1);
  });

  it('is quiet where nothing was read and the port is gone', async () => {
    const fake = new FakeSerialPort();
    const ports = watch(webSerial(fake));
    await settle();
    fake.unplug();
    ports.subscription.unsubscribe();
    await settle();

    expect(ports.end).toBe('open');
    expect(fake.done).toEqual(['open', 'close']);
  });
});

describe('a modem on it', () => {
  const BODY = patterned(20_000);

  /** Gets a page over a fake port with a virtual modem at its other end. */
  const get = async (act: (fake: FakeSerialPort, bytes: Uint8Array) => void) => {
    const origin = simulatedWeb({ [PAGE]: BODY });
    const virtual = emulator({ family: 'sim800', origin, latencyMs: 0 });
    const fake = new FakeSerialPort();
    const speaking = virtual.attach(fake.written).subscribe((bytes) => act(fake, bytes));
    const page: Observable<{ readonly bytes: Uint8Array }> = openModem(webSerial(fake), sim800).pipe(
      take(1),
      switchMap((modem) => http.get(modem, PAGE)),
      collect(),
    );
    const got = watch(page);
    await settle(60_000);
    speaking.unsubscribe();
    return { got, fake, virtual };
  };

  it('gets a page', async () => {
    const { got, fake, virtual } = await get((port, bytes) => port.receive(bytes));

    expect(got.end).toBe('completed');
    expect(Buffer.compare(got.values[0]?.bytes ?? new Uint8Array(), BODY)).toBe(0);
    expect(fake.done).toEqual(['open', 'cancel reading', 'close writing', 'close']);
    expect(virtual.state.httpInits - virtual.state.httpTerms).toBe(0);
  });

  it('reads a window again that an overrun buffer made a hole into', async () => {
    let left = 3;
    const { got, virtual } = await get((port, bytes) => {
      if (bytes.length < 1_000 || left === 0) return port.receive(bytes);
      left -= 1;
      port.receive(bytes.subarray(0, 500));
      setTimeout(() => {
        port.damage('BufferOverrunError');
        port.receive(bytes.subarray(700));
      }, 1);
    });

    expect(got.end).toBe('completed');
    expect(left).toBe(0);
    expect(Buffer.compare(got.values[0]?.bytes ?? new Uint8Array(), BODY)).toBe(0);
    expect(virtual.state.httpInits - virtual.state.httpTerms).toBe(0);
  });
});
