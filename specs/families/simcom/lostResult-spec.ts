import { concat } from 'rxjs';
import { a7600, ftp, modemMqtt, type Profile, sim7600, sim800, sockets } from '../../../lib';
import { played, type Part } from '../../contract/line/played';
import { HOST, server } from '../../laws/flowDesk';
import type { FlowCase } from '../../laws/flows';
import { withResults } from '../../laws/sweep/lostResult';
import { swept } from '../../laws/sweep/swept';
import { onceFlowsOf } from '../../laws/sweep/sweptFlows';
import { patterned } from '../../modem/bodies';
import { line, OK } from '../../modem/scripted';

interface Example {
  readonly profile: Profile;
  readonly title: string;
  /** The command whose result line is lost. */
  readonly line: string;
  /** What is asked then; `undefined` where something else tells. */
  readonly asks: string | undefined;
  readonly withinMs: number;
}

/** The clock goes on while it is waited. */
const withoutTime = (result: string): string => result.replace(/T\d\d:\d\d:\d\d/, '');

const example = (
  profile: Profile,
  title: string,
  line: string,
  asks: string | undefined,
  withinMs = 11_000,
): Example => ({ profile, title, line, asks, withinMs });

const ON_A76 = ([a7600, sim7600] as const).flatMap((profile) => [
  example(profile, 'sockets.tcp over TLS of the modem', 'AT+CCHSTART', 'AT+CCHRECV?'),
  example(profile, 'sockets.tcp over TLS of the modem', 'AT+CCHOPEN=', 'AT+CCHOPEN?'),
  // The far end's data and its farewell come behind the result that was lost.
  example(profile, 'sockets.tcp to a server that sends and closes', 'AT+CIPOPEN=', undefined, 0),
  example(profile, 'modemMqtt.publish', 'AT+CMQTTCONNECT=', 'AT+CMQTTDISC?'),
  example(profile, 'ftp.size', 'AT+CFTPSTYPE=', 'AT+CFTPSTYPE?'),
  example(profile, 'clock.sync from a time server', 'AT+CNTP', 'AT+CNTP'),
]);

const ON_SIM800 = [
  example(sim800, 'clock.sync from a time server', 'AT+CNTP', 'AT+CNTP'),
  example(sim800, 'ftp.put, windows', 'AT+FTPPUT=1', 'AT+FTPPUT=2,150'),
  example(sim800, 'ftp.put, windows', 'AT+FTPPUT=2,150', 'AT+FTPPUT=2,0', 21_000),
];

describe('a result that is lost behind its OK', () => {
  it.each([...ON_A76, ...ON_SIM800])(
    'of $line in $title of a $profile.title is as if it had come',
    ({ profile, title, line: start, asks, withinMs }) => {
      const flow = onceFlowsOf(profile).find((one) => one.title === title);
      if (!flow) throw new Error(`no flow ${title}`);
      const found = withResults(profile, flow).find((one) => one.line.startsWith(start));
      const lose = found?.losses['its result line is lost'];
      if (!found || !lose) throw new Error(`no result of ${start}`);
      const clean = swept(profile, flow);

      const got = swept(profile, flow, ({ at }) => (at === found.at ? lose() : undefined));

      expect({ end: got.end, result: withoutTime(got.result) }).toEqual({
        end: 'completed',
        result: withoutTime(clean.result),
      });
      expect(got.endedAt - clean.endedAt).toBeLessThanOrEqual(withinMs);
      const behind = got.written.slice(found.at + 1).map((one) => one.line);
      if (asks !== undefined) expect(behind).toContain(asks);
    },
  );
});

describe('a subscription whose result is lost', () => {
  const server = { host: 'mqtt.example.com', clientId: 'board' };
  const MESSAGE =
    line('+CMQTTRXSTART: 0,4,2', '+CMQTTRXTOPIC: 0,4') +
    'news' +
    line('+CMQTTRXPAYLOAD: 0,2') +
    'up' +
    line('+CMQTTRXEND: 0');
  const STARTED: Readonly<Record<string, string>> = {
    'AT+CMQTTSTART': OK + line('+CMQTTSTART: 0'),
    'AT+CMQTTSUB=0,4,0': '\r\n>',
    'AT+CMQTTSTOP': OK + line('+CMQTTSTOP: 0'),
  };
  /** What the modem says behind the topic: the first time, the second time, … */
  const subscribed = (...says: readonly string[]) => {
    let times = 0;
    const part: Part = (text) => {
      if (text.startsWith('AT+CMQTTCONNECT=')) return OK + line('+CMQTTCONNECT: 0,0');
      if (text === 'news') return OK + (says[times++] ?? '');
      return STARTED[text];
    };
    return played(a7600, part, (modem) => modemMqtt.subscribe(modem, server, 'news'));
  };

  it('is asked for by subscribing again, which changes nothing', () => {
    const { values, end, written } = subscribed('', line('+CMQTTSUB: 0,0') + MESSAGE);

    expect(end).toBe('open');
    expect(values).toMatchObject([{ topic: 'news' }]);
    expect(written.filter((text) => text.startsWith('AT+CMQTTSUB='))).toHaveLength(2);
  });

  it('is waited for where the client says that it is busy', () => {
    const { values, written } = subscribed('', line('+CMQTTSUB: 0,14'), line('+CMQTTSUB: 0,0') + MESSAGE);

    expect(values).toMatchObject([{ topic: 'news' }]);
    expect(written.filter((text) => text.startsWith('AT+CMQTTSUB='))).toHaveLength(3);
  });

  it('fails with the code that comes then', () => {
    expect(subscribed('', line('+CMQTTSUB: 0,11'))).toMatchObject({ end: 'network', values: [] });
  });
});

const ONCE = { attempts: 1, delay: 0 } as const;

describe('an upload of a SIM800, window by window', () => {
  const BODY = patterned(3_500);
  const upload: FlowCase = {
    title: 'ftp.put',
    run: (modem) => ftp.put(modem, server, '/logs/new.bin', BODY, { way: 'windows', retry: ONCE }),
  };
  const LEAVE = /\r\n\+FTPPUT: 1,1,\d+\r\n/;
  const { written } = swept(sim800, upload);
  const begins = written.filter(({ line: text }) => /^AT\+FTPPUT=(1|2,[1-9])/.test(text));

  it.each(begins)('goes on where the leave behind $line is lost', ({ at }) => {
    const got = swept(sim800, upload, (one) =>
      one.at === at ? { isHeard: true, passes: (text) => text.replace(LEAVE, '') } : undefined,
    );

    expect(got.end).toBe('completed');
    expect(Buffer.compare(got.desk.servers.fileOf(HOST, '/logs/new.bin') ?? Buffer.of(), BODY)).toBe(0);
    expect(got.endedAt).toBeLessThan(25_000);
  });

  it('has several windows', () => {
    expect(begins.length).toBeGreaterThan(3);
  });

  /** A modem that takes no bytes when they are offered for the first times, and says nothing by itself. */
  const reluctant = (refusals: number, endRefusals = 0) => {
    const part: Part = (text, time) => {
      if (text === 'AT+FTPSTATE') return line('+FTPSTATE: 1') + OK;
      if (text === 'AT+FTPPUT=2,0') return time <= endRefusals ? line('ERROR') : OK + line('+FTPPUT: 1,0');
      if (text === 'hello') return OK;
      if (text === 'AT+FTPPUT=2,5') return time <= refusals ? line('ERROR') : line('+FTPPUT: 2,5');
      return undefined;
    };
    return played(sim800, part, (modem) =>
      ftp.put(modem, { host: 'h' }, '/a', 'hello', { way: 'windows', retry: ONCE }),
    );
  };

  it('offers bytes to a silent modem again and again', () => {
    expect(reluctant(3).end).toBe('completed');
  });

  it('says the end again where a session that runs refuses it', () => {
    const { end, written: lines } = reluctant(0, 2);

    expect(end).toBe('completed');
    expect(lines.filter((text) => text === 'AT+FTPPUT=2,0')).toHaveLength(3);
  });

  it('may be done where the end is refused to the last', () => {
    const { end, reason } = reluctant(0, 100);

    expect({ end, mayBeDone: reason?.mayBeDone }).toEqual({ end: 'timeout data', mayBeDone: true });
  });

  it('fails at its limit where the modem takes none', () => {
    const { end, message, endedAt = 0 } = reluctant(100);

    expect(end).toBe('timeout result');
    expect(message).toMatch(/^AT\+FTPPUT=1: the result did not come within 90000 ms/);
    expect(endedAt).toBeLessThan(105_000);
  });
});

describe.each([a7600, sim7600])('a close of a $title whose result is lost', (profile) => {
  it.each([
    { title: 'sockets.tcp over TLS of the modem', close: 'AT+CCHCLOSE', links: 2 },
    { title: 'sockets.tcp to a server that echoes', close: 'AT+CIPCLOSE', links: 10 },
  ])('holds its link for seconds: $close', ({ title, close, links }) => {
    const flow = onceFlowsOf(profile).find((one) => one.title === title);
    if (!flow) throw new Error(`no flow ${title}`);
    const often: FlowCase = {
      title,
      run: (modem) => concat(...Array.from({ length: links + 1 }, () => flow.run(modem))),
    };

    const { end, endedAt } = swept(profile, often, ({ line: text }) =>
      text.startsWith(close)
        ? { isHeard: true, passes: (said) => said.replace(/\r\n\+C(?:CH|IP)CLOSE: \d,0\r\n/, '') }
        : undefined,
    );

    expect(end).toBe('completed');
    expect(endedAt).toBeLessThan(15_000);
  });
});

describe('a socket service of an A7600 that is ended, and started once more', () => {
  it('goes on within seconds where the result of NETCLOSE is lost', () => {
    let isClosed = false;
    const part: Part = (text, time) => {
      if (text === 'AT+NETCLOSE') return ((isClosed = true), OK);
      if (text === 'AT+NETOPEN?') return line(`+NETOPEN: ${time === 1 || isClosed ? 0 : 1}`) + OK;
      if (text === 'AT+NETOPEN') return isClosed ? OK + line('+NETOPEN: 0') : line('ERROR');
      return text.startsWith('AT+CDNSGIP=') ? line('+CDNSGIP: 1,"h","192.0.2.1"') + OK : undefined;
    };

    const { end, endedAt } = played(a7600, part, (modem) => sockets.resolve(modem, 'h'));

    expect(end).toBe('completed');
    expect(endedAt).toBeLessThan(15_000);
  });
});
