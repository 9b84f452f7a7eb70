import {
  concat,
  EMPTY,
  ignoreElements,
  merge,
  mergeMap,
  of,
  switchMap,
  take,
  takeUntil,
  tap,
  timer,
  toArray,
} from 'rxjs';
import { a7600, explain, modemMqtt, type MqttOptions, openModem, quectel, sim7600, sim800 } from '../../lib';
import { emulator, type EmulatorSettings, faults, simulatedBroker, simulatedWeb } from '../../lib/emulator';
import type { Profile } from '../../lib/dialects/profile';
import type { BrokerClient, BrokerServer } from '../../lib/emulator/origins/mqttOrigin';
import type { Modem } from '../../lib/modem/modem';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { patterned } from '../modem/bodies';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';
import type { Observable } from 'rxjs';

const HOST = 'broker.example';
const BROKER: MqttOptions = { host: HOST, clientId: 'board-7' };
const PASSWORD = 'pass-word-4711';

/** What could be taken for the modem's own words. */
const LOOK_ALIKES = latin1Bytes(
  '"\r\nOK\r\n\r\n+CMQTTRXEND: 0\r\n+QMTRECV: 0,0,"a",1,"b"\r\n> \r\nRDY\r\n*ATREADY: 1\r\n\0\x1a\x1b\xff"',
);

const brokerDesk = (
  knobs: Partial<EmulatorSettings> & { readonly family?: string } = {},
  profile: Profile = a7600,
) => {
  const broker = simulatedBroker({ host: HOST, users: { me: PASSWORD } });
  const open = simulatedBroker({ host: HOST });
  const published: unknown[] = [];
  merge(broker.published, open.published).subscribe(({ topic, payload, qos, retain }) =>
    published.push({ topic, payload: Buffer.from(payload).toString('latin1'), qos, retain }),
  );
  const virtual = emulator({
    family: profile.name,
    origin: simulatedWeb({}),
    mqtt: Object.assign(
      (client: BrokerClient) => (client.user === undefined ? open : broker).origin(client),
      { reach: (server: BrokerServer) => open.origin.reach?.(server) ?? EMPTY },
    ),
    latencyMs: 0,
    ...knobs,
  });
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  const lines: string[] = [];
  const asking = <T>(act: (modem: Modem) => Observable<T>): Watched<T> =>
    virtually(() =>
      watch(
        openModem(virtual.transport, profile, { trace: (entry) => lines.push(JSON.stringify(entry)) }).pipe(
          take(1),
          switchMap(act),
        ),
      ),
    );
  const balance = () => virtual.state.modem.mqtt;
  return { virtual, broker: open, published, heard, lines, asking, balance };
};

const ENDED = { isStarted: false, client: undefined };
const PIECES: Partial<EmulatorSettings> = { latencyMs: 1, faults: [faults.pieces({ most: 3 })] };

const FAMILIES = [{ profile: a7600 }, { profile: sim7600 }, { profile: quectel }];

describe.each(FAMILIES)('the MQTT client of a $profile.title', ({ profile }) => {
  it.each([
    ['as it is', {}],
    ['in pieces', PIECES],
  ] as const)('publishes a message, byte for byte, and ends its session on a modem %s', (_, knobs) => {
    const { asking, published, balance } = brokerDesk(knobs, profile);
    const { end } = asking((modem) =>
      modemMqtt.publish(
        modem,
        { ...BROKER, user: 'me', password: PASSWORD },
        { topic: 'Höhe/1', payload: LOOK_ALIKES, qos: 1, retain: true },
      ),
    );

    expect(end).toBe('completed');
    expect(published).toEqual([
      { topic: 'Höhe/1', payload: Buffer.from(LOOK_ALIKES).toString('latin1'), qos: 1, retain: true },
    ]);
    expect(balance()).toEqual(ENDED);
  });

  it.each([
    ['as it is', {}],
    ['in pieces', PIECES],
  ] as const)('emits what comes, whatever it looks like, and however long, on a modem %s', (_, knobs) => {
    const { asking, broker, balance } = brokerDesk(knobs, profile);
    const long = patterned(2_500);
    const { values, end } = asking((modem) => {
      timer(20_000).subscribe(() => {
        broker.publish({ topic: 'orders/a/b', payload: LOOK_ALIKES });
        broker.publish({ topic: 'other', payload: LOOK_ALIKES });
        broker.publish({ topic: 'orders/ü', payload: long });
      });
      // Other work goes on in between.
      return merge(
        modemMqtt.subscribe(modem, BROKER, ['orders/#'], 1),
        timer(20_000).pipe(
          mergeMap(() => modem.sendRaw('AT+CSQ')),
          ignoreElements(),
        ),
      ).pipe(take(2));
    });

    expect(end).toBe('completed');
    expect(values.map(({ topic }) => topic)).toEqual(['orders/a/b', 'orders/ü']);
    expect(values.map(({ payload }) => Buffer.from(payload))).toEqual([
      Buffer.from(LOOK_ALIKES),
      Buffer.from(long),
    ]);
    expect(balance()).toEqual(ENDED);
  });
});

describe.each(FAMILIES)('the MQTT client of a $profile.title', ({ profile }) => {
  it('subscribes and publishes in one session, messages whole in spite of each other', () => {
    const { asking, published } = brokerDesk({}, profile);
    const { values } = asking((modem) =>
      modemMqtt.connect(modem, BROKER).pipe(
        mergeMap((session) =>
          merge(
            session.messages,
            concat(
              session.subscribe('#'),
              merge(...['a', 'b', 'c'].map((topic) => session.publish({ topic, payload: `of ${topic}` }))),
            ),
          ),
        ),
        take(3),
        toArray(),
      ),
    );

    expect(values[0]?.map(({ topic, payload }) => [topic, Buffer.from(payload).toString()])).toEqual(
      ['a', 'b', 'c'].map((topic) => [topic, `of ${topic}`]),
    );
    expect(published.length).toBe(3);
  });

  it('leaves its will where the connection is lost, and says so', () => {
    const { asking, broker, published, balance } = brokerDesk({}, profile);
    const { end, reason } = asking((modem) => {
      timer(20_000).subscribe(() => broker.drop());
      return modemMqtt.subscribe(
        modem,
        { ...BROKER, will: { topic: 'state', payload: 'gone', qos: 1 } },
        '#',
      );
    });

    expect(end).toBe('network');
    expect(reason && explain(reason)).toMatch(
      /connection to the broker is lost \(.*(\+CMQTTCONNLOST|\+QMTSTAT): 0,1\); /,
    );
    expect(published).toEqual([{ topic: 'state', payload: 'gone', qos: 1, retain: false }]);
    expect(balance()).toEqual(ENDED);
  });

  it.each([
    [{ host: 'nowhere.example' }, /could not be resolved.*(code 25|\+QMTOPEN: 0,4)/],
    [{ user: 'me', password: 'wrong' }, /refused user or password.*(code 30|\+QMTCONN: 0,0,4)/],
  ])('fails with %j, says why, and leaves nothing open or shown', (options, why) => {
    const { asking, balance, lines } = brokerDesk({}, profile);
    const { reason } = asking((modem) =>
      modemMqtt.publish(modem, { ...BROKER, ...options }, { topic: 'a', payload: 'b' }),
    );

    expect(reason && explain(reason)).toMatch(why);
    expect(balance()).toEqual(ENDED);
    expect(lines.join()).not.toContain('wrong');
  });

  it('ends its session when it is left, at any step', () => {
    for (let leftAt = 0; leftAt < 40; leftAt += 1) {
      const { asking, balance, virtual } = brokerDesk({ latencyMs: 5 }, profile);
      let said = 0;
      const leaving = virtual.heard.pipe(
        tap(() => (said += 1)),
        mergeMap(() => (said === leftAt + 3 ? of(null) : [])),
      );
      const { end } = asking((modem) =>
        concat(
          modemMqtt.publish(modem, BROKER, { topic: 'a', payload: 'b', qos: 1 }).pipe(takeUntil(leaving)),
          modem.sendRaw('AT+CSQ').pipe(ignoreElements()),
        ),
      );

      expect({ leftAt, end, ...balance() }).toEqual({ leftAt, end: 'completed', ...ENDED });
      if (said < leftAt + 3) break;
    }
  });

  it.each([
    [{ clientId: '' }, {}, 'clientId'],
    [{ clientId: 'a"b' }, {}, 'clientId'],
    [{ host: 'a b' }, {}, 'host'],
    [{ password: 'a"b' }, {}, 'password'],
    [{}, { topic: 'a/+' }, 'topic'],
    [{}, { topic: 'a\r\nb' }, 'topic'],
    [{}, { payload: new Uint8Array(10_241) }, 'payload'],
    [{}, { payload: '' }, 'payload'],
    [{}, { qos: 3 }, 'qos'],
  ])('refuses %j and %j before anything is written', (options, message, name) => {
    const { asking, heard } = brokerDesk({}, profile);
    const { reason } = asking((modem) =>
      modemMqtt.publish(modem, { ...BROKER, ...options }, { topic: 'a', payload: 'b', ...message } as never),
    );

    expect(reason && explain(reason)).toContain(`invalid ${name}`);
    expect(heard.filter((line) => /MQTT|QMT/.test(line))).toEqual([]);
  });
});

describe('the MQTT client of an A7600', () => {
  it.each([
    [
      'a piece of it is short',
      ['+CMQTTRXSTART: 0,1,5', '+CMQTTRXTOPIC: 0,1\r\na', '+CMQTTRXPAYLOAD: 0,2\r\nhe', '+CMQTTRXEND: 0'],
    ],
    ['its end is lost', ['+CMQTTRXSTART: 0,1,5', '+CMQTTRXTOPIC: 0,1\r\na', '+CMQTTRXSTART: 0,1,1']],
  ])('fails where a message is damaged on the line: %s', (_, lines) => {
    const { asking, virtual } = brokerDesk();
    const { values, end } = asking((modem) => {
      timer(20_000).subscribe(() => lines.forEach((line) => virtual.say(line)));
      return modemMqtt.subscribe(modem, BROKER, '#');
    });

    expect({ values, end }).toEqual({ values: [], end: 'corrupt' });
  });

  it('ends a session that somebody left', () => {
    const { asking, balance, virtual } = brokerDesk();
    virtual.state.modem.mqtt.isStarted = true;
    const { end } = asking((modem) =>
      concat(
        modem.sendRaw('AT+CMQTTACCQ=0,"old"').pipe(ignoreElements()),
        modemMqtt.publish(modem, BROKER, { topic: 'a', payload: 'b' }),
      ),
    );

    expect(end).toBe('completed');
    expect(balance()).toEqual(ENDED);
  });
});

describe('the MQTT client of a Quectel', () => {
  it.each([
    ['is short', ['+QMTRECV: 0,0,"a",5,"he"', '+QMTRECV: 0,0,"a",1,"b"']],
    ['is longer than its length', ['+QMTRECV: 0,0,"a",5,"hello!"']],
    ['has lost its length', ['+QMTRECV: 0,0,"a","hello"']],
  ])('fails where a message %s', (_, lines) => {
    const { asking, virtual } = brokerDesk({}, quectel);
    const { values, end } = asking((modem) => {
      timer(20_000).subscribe(() => lines.forEach((line) => virtual.say(line)));
      return modemMqtt.subscribe(modem, BROKER, '#');
    });

    expect({ values, end }).toEqual({ values: [], end: 'corrupt' });
  });

  it.each([
    ['is open', ['AT+QMTOPEN=0,"broker.example",1883']],
    ['is connected', ['AT+QMTOPEN=0,"broker.example",1883', 'AT+QMTCONN=0,"old"']],
  ])('closes a client that somebody left and that %s', (_, lines) => {
    const { asking, balance, published } = brokerDesk({}, quectel);
    const { end } = asking((modem) =>
      concat(
        modem.sendRaw('AT+QIACT=1').pipe(ignoreElements()),
        ...lines.map((line) => modem.sendRaw(line).pipe(ignoreElements())),
        modemMqtt.publish(modem, BROKER, { topic: 'a', payload: 'b' }),
      ),
    );

    expect(end).toBe('completed');
    expect(published.length).toBe(1);
    expect(balance()).toEqual(ENDED);
  });

  it('ends a message with Ctrl-Z, and takes what comes as it stands, where the firmware knows no lengths', () => {
    const { asking, published, heard } = brokerDesk({ family: 'bg96' }, quectel);
    const { values } = asking((modem) =>
      modemMqtt.connect(modem, BROKER).pipe(
        mergeMap((session) =>
          merge(
            session.messages,
            concat(session.subscribe('#'), session.publish({ topic: 'a', payload: '{"is": "up"}', qos: 1 })),
          ),
        ),
        take(1),
      ),
    );

    expect(values.map(({ payload }) => Buffer.from(payload).toString())).toEqual(['{"is": "up"}']);
    expect(published.length).toBe(1);
    expect(heard.filter((line) => line.startsWith('AT+QMTPUB'))).toEqual([
      'AT+QMTPUBEX=0,2,1,0,"a",12',
      'AT+QMTPUB=0,2,1,0,"a",12',
      'AT+QMTPUB=0,2,1,0,"a"',
    ]);
  });

  it('refuses a payload with Ctrl-Z in it where only that ends a message', () => {
    const { asking, published } = brokerDesk({ family: 'bg96' }, quectel);
    const { reason } = asking((modem) =>
      modemMqtt.publish(modem, BROKER, { topic: 'a', payload: latin1Bytes('a\x1ab') }),
    );

    expect(reason && explain(reason)).toContain('invalid payload');
    expect(published).toEqual([]);
  });

  it.each([
    [{ keepAliveSeconds: 3_601 }, 'keepAliveSeconds'],
    [{ will: { topic: 'a', payload: 'say "so"' } }, 'will.payload'],
    [{ will: { topic: 'a', payload: 'x'.repeat(257) } }, 'will.payload'],
  ])('refuses %j, which the command line of the modem can not carry', (options, name) => {
    const { asking, heard } = brokerDesk({}, quectel);
    const { reason } = asking((modem) => modemMqtt.subscribe(modem, { ...BROKER, ...options }, '#'));

    expect(reason && explain(reason)).toContain(`invalid ${name}`);
    expect(heard.filter((line) => line.includes('QMT'))).toEqual([]);
  });
});

it('the MQTT client is unsupported on other families', () => {
  expect(brokerDesk({}, sim800).asking((modem) => modemMqtt.subscribe(modem, BROKER, '#')).end).toBe(
    'unsupported',
  );
});
