import { ignoreElements, merge, mergeMap, take, takeUntil, timer } from 'rxjs';
import { a7600, http, modemMqtt, type Profile, quectel, sim7600, sim800, sockets } from '../../lib';
import { echoed, HOST, PORTS } from '../contract/socketsDesk';
import { PAGE } from '../modem/desk';
import { line, OK, type Said } from '../modem/scripted';
import { HOST as SHOP, NEW } from './flowDesk';
import type { FlowCase } from './flows';
import type { Meddle, Meddled, Written } from './sweep/meddling';
import { swept } from './sweep/swept';

// Law L5 over what sockets ride on: the stack under questions and a listening port, the bearer under the stack, and who else uses it.

const access = { apn: 'internet' };
const later = (says: string): readonly Said[] => [OK, { after: 200, say: line(says) }];
/** The code with which a Quectel says that the context carries nothing. */
const DEAD_CODE = 561;

/** What a stack that looks open and is dead says to questions and to a listening port. */
const DEAD_ANSWERS: readonly (readonly [line: RegExp, says: readonly Said[]])[] = [
  [/^AT\+(CIPPING|CIPSERVER=1)/, [line('+CME ERROR: 3')]],
  [/^AT\+(CPING=|SERVERSTART)/, [line('ERROR')]],
  [/^AT\+QIDNSGIP/, later(`+QIURC: "dnsgip",${DEAD_CODE}`)],
  [/^AT\+QPING/, later(`+QPING: ${DEAD_CODE}`)],
  [/^AT\+QIOPEN=1,11/, later(`+QIOPEN: 11,${DEAD_CODE}`)],
];
const deadAnswer = (profile: Profile, text: string): readonly Said[] | undefined => {
  if (/^AT\+CDNSGIP/.test(text))
    return profile.name === 'sim800'
      ? later('+CDNSGIP: 0,3')
      : [line('+IP ERROR: Network not opened') + line('ERROR')];
  return DEAD_ANSWERS.find(([asks]) => asks.test(text))?.[1];
};
const ENDS = /^AT\+(CIPSHUT|NETCLOSE|QIDEACT=1)$/;
/** How often the stack is closed. A SIM800 asks for its state, and shuts it before it is opened, too. */
const closings = (lines: readonly string[]): number =>
  lines
    .filter((text) => text !== 'AT+CIPSTATUS')
    .filter((text, at, all) => ENDS.test(text) && all[at - 1] !== text).length;

const QUESTIONS: readonly FlowCase[] = [
  { title: 'sockets.resolve', run: (modem) => sockets.resolve(modem, HOST) },
  { title: 'sockets.ping', run: (modem) => sockets.ping(modem, HOST, { count: 2, eachMs: 1_000 }) },
  {
    title: 'sockets.listen',
    run: (modem) => sockets.listen(modem, { port: 9_090 }).pipe(takeUntil(timer(60_000))),
  },
];

describe.each([sim800, a7600, sim7600, quectel])('law L5 over questions to a $title', (profile) => {
  const dead = (heals: boolean) => {
    let [isDead, answered] = [true, 0];
    return ({ line: text }: Written): Meddled | undefined => {
      if (ENDS.test(text) && answered > 0) isDead = !heals;
      const says = isDead ? deadAnswer(profile, text) : undefined;
      if (says) answered += 1;
      return says && { says };
    };
  };
  const run = (flow: FlowCase, heals: boolean) => {
    const { written, ...more } = swept(profile, flow, dead(heals), { bearerOpen: true });
    const lines = written.map(({ line: text }) => text);
    const asked = lines.filter((text) => deadAnswer(profile, text) !== undefined);
    return { ...more, lines, asked, first: lines.indexOf(asked[0] ?? '') };
  };

  it.each(QUESTIONS)('$title shuts and opens a stack that looks open and is dead, once', (flow) => {
    const { end, message, lines, first } = run(flow, true);

    expect({ end, message }).toEqual({ end: 'completed', message: '' });
    expect(closings(lines.slice(first))).toBe(1);
  });

  it.each(QUESTIONS)('$title fails where that does not help, and has tried once', (flow) => {
    const { end, lines, asked, first } = run(flow, false);

    expect(end).toMatch(/^(cme|network|refused)$/);
    expect(asked).toHaveLength(2);
    expect(closings(lines.slice(first))).toBe(1);
  });

  it.each(QUESTIONS)('$title leaves a stack alone that a socket uses', (flow) => {
    const both: FlowCase = {
      title: `${flow.title} beside a socket`,
      run: (modem) =>
        sockets.tcp(modem, { host: HOST, port: PORTS.silent }).pipe(
          mergeMap(() => flow.run(modem)),
          take(1),
        ),
    };
    const { end, lines, asked, first } = run(both, false);

    expect(end).toMatch(/^(cme|network|refused)$/);
    expect(asked).toHaveLength(1);
    expect(closings(lines.slice(first))).toBe(0);
  });
});

it('a ping that was answered is not begun again', () => {
  const flow: FlowCase = {
    title: 'sockets.ping',
    run: (modem) => sockets.ping(modem, HOST, { count: 2, eachMs: 1_000 }),
  };
  let asked = 0;
  const { end, written } = swept(sim800, flow, ({ line: text }) => {
    if (!text.startsWith('AT+CIPPING')) return undefined;
    asked += 1;
    return asked > 1 ? { says: [line('+CME ERROR: 3')] } : undefined;
  });

  expect(end).toBe('cme');
  expect(asked).toBe(2);
  expect(written.filter(({ line: text }) => text === 'AT+CIPSHUT')).toHaveLength(1);
});

const MQTT_OPENS = /^AT\+(CMQTTCONNECT|QMTOPEN|QMTCONN|CMQTTACCQ)=/;
const MQTT_ENDS = /^AT\+(CMQTTSTOP|QMTCLOSE=0)$/;
const NO_BROKER: readonly (readonly [line: RegExp, says: string])[] = [
  [/^AT\+CMQTTCONNECT=/, '+CMQTTCONNECT: 0,3'],
  [/^AT\+QMTOPEN=/, '+QMTOPEN: 0,3'],
];

describe.each([a7600, sim7600, quectel])('law L5 over MQTT of a $title', (profile) => {
  const flow: FlowCase = {
    title: 'modemMqtt.publish',
    run: (modem) =>
      modemMqtt.publish(
        modem,
        { host: SHOP, clientId: 'board', access },
        { topic: 'a', payload: 'b', qos: 1 },
      ),
  };

  it.each([true, false])('a bearer that looks open and is dead is closed and opened once (%s)', (heals) => {
    let isDead = true;
    const { end, written } = swept(
      profile,
      flow,
      ({ line: text }) => {
        if (/^AT\+(CGACT=0,1|QIDEACT=1)$/.test(text)) isDead = !heals;
        const says = isDead ? NO_BROKER.find(([asks]) => asks.test(text))?.[1] : undefined;
        return says === undefined ? undefined : { says: later(says) };
      },
      { bearerOpen: true },
    );

    expect(end).toBe(heals ? 'completed' : 'network');
    expect(written.filter(({ line: text }) => NO_BROKER.some(([asks]) => asks.test(text)))).toHaveLength(2);
  });

  it('a client that refuses its work is ended and opened once', () => {
    const good = swept(profile, flow).written.map(({ line: text }) => text);
    for (const one of good.filter((text) => MQTT_OPENS.test(text)))
      for (const heals of [true, false]) {
        let isStale = true;
        const { end, written } = swept(profile, flow, ({ line: text }) => {
          if (MQTT_ENDS.test(text)) isStale = !heals;
          return text === one && isStale ? { says: [line('ERROR')] } : undefined;
        });
        const tries = written.filter(({ line: text }) => text === one).length;

        expect({ one, end, tries }).toEqual({ one, end: heals ? 'completed' : 'refused', tries: 2 });
      }
  });
});

/** A context under the socket services of an A76XX that is active and carries nothing, until it is deactivated; or for ever. */
const deadUnderneath = (heals: boolean, says: (text: string) => readonly Said[] | undefined): Meddle => {
  let isDead = true;
  return ({ line: text }) => {
    if (text === 'AT+CGACT=0,1') isDead = !heals;
    const said = isDead ? says(text) : undefined;
    return said && { says: said };
  };
};
const NO_NET = 17;
const UNDERNEATH: readonly (readonly [title: string, says: (text: string) => readonly Said[] | undefined])[] =
  [
    [
      'a connection',
      (text) => (/^AT\+(CCH|CIP)OPEN=0/.test(text) ? noConnection(text.slice(3, 10)) : undefined),
    ],
    [
      'the service',
      (text) =>
        /^AT\+(CCHSTART|NETOPEN)$/.test(text)
          ? later(`+${text.slice(3)}: ${text.includes('CCH') ? NO_NET : 1}`)
          : undefined,
    ],
  ];
const noConnection = (name: string): readonly Said[] =>
  later(`+${name}: 0,${name === 'CCHOPEN' ? NO_NET : 2}`);

describe.each([a7600, sim7600])('law L5 over the context under sockets of a $title', (profile) => {
  const KINDS = [
    ['plain', {}],
    ['TLS', { port: PORTS.secure, tls: { verify: false } }],
  ] as const;
  describe.each(KINDS)('%s', (_, more) => {
    const flow: FlowCase = {
      title: 'sockets.tcp',
      run: (modem) => echoed(modem, NEW, { ...more, access }),
    };
    const deactivated = (written: readonly Written[]): readonly Written[] =>
      written.filter(({ line: text }) => text === 'AT+CGACT=0,1');

    it.each(UNDERNEATH)('is deactivated and activated once where %s finds no network', (__, says) => {
      const { end, message, written } = swept(profile, flow, deadUnderneath(true, says), {
        bearerOpen: true,
      });

      expect({ end, message }).toEqual({ end: 'completed', message: '' });
      expect(deactivated(written)).toHaveLength(1);
    });

    it.each(UNDERNEATH)('fails where that does not help %s, and has tried once', (__, says) => {
      const { end, written } = swept(profile, flow, deadUnderneath(false, says), { bearerOpen: true });

      expect(end).toBe('network');
      expect(deactivated(written)).toHaveLength(1);
    });

    it.each(UNDERNEATH)('is left alone where another service uses it: %s', (__, says) => {
      const both: FlowCase = {
        title: 'a socket beside a request',
        run: (modem) => {
          const request = http.get(modem, { url: PAGE, access }).pipe(ignoreElements());
          return merge(request, timer(1_000).pipe(mergeMap(() => flow.run(modem))));
        },
      };
      const slow: Meddle = (one) =>
        one.line === 'AT+HTTPACTION=0'
          ? { says: [OK, { after: 600_000, say: line('+HTTPACTION: 0,200,5') }] }
          : deadUnderneath(false, says)(one);
      const { end, written } = swept(profile, both, slow, { bearerOpen: true });

      expect(end).toBe('network');
      expect(deactivated(written)).toEqual([]);
    });
  });
});

describe('law L5 over HTTP of a Quectel', () => {
  const flow: FlowCase = { title: 'http.get', run: (modem) => http.get(modem, { url: PAGE, access }) };
  const noNetwork = (heals: boolean): Meddle => {
    let isDead = true;
    return ({ line: text }) => {
      if (text === 'AT+QIDEACT=1') isDead = !heals;
      return isDead && text.startsWith('AT+QHTTPGET=') ? { says: later('+QHTTPGET: 709') } : undefined;
    };
  };
  const busy =
    (): Meddle =>
    ({ line: text }) =>
      text.startsWith('AT+QHTTPURL=') || text === 'AT+QHTTPSTOP'
        ? { says: [line('+CME ERROR: 703')] }
        : undefined;
  const deactivations = (written: readonly Written[]): number =>
    written.filter(({ line: text }) => text === 'AT+QIDEACT=1').length;

  it('a context that looks active and is dead is deactivated and activated', () => {
    const { end, message, written } = swept(quectel, flow, noNetwork(true), { bearerOpen: true });

    expect({ end, message }).toEqual({ end: 'completed', message: '' });
    expect(deactivations(written)).toBe(1);
  });

  it.each([
    ['a dead context', noNetwork],
    ['a busy service', busy],
  ])('%s is left alone where a socket uses the context', (_, meddle) => {
    const both: FlowCase = {
      title: 'a request beside a socket',
      run: (modem) =>
        sockets.tcp(modem, { host: HOST, port: PORTS.silent, access }).pipe(
          mergeMap(() => flow.run(modem)),
          take(1),
        ),
    };
    const alone = swept(quectel, flow, meddle(false), { bearerOpen: true });
    const beside = swept(quectel, both, meddle(false), { bearerOpen: true });

    expect([alone.end, beside.end]).toEqual(['http', 'http']);
    expect(deactivations(alone.written)).toBeGreaterThan(0);
    expect(deactivations(beside.written)).toBe(0);
  });
});
