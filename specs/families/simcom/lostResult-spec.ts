import { a7600, modemMqtt, type Profile, sim7600, sim800 } from '../../../lib';
import { played, type Part } from '../../contract/line/played';
import { withResults } from '../../laws/sweep/lostResult';
import { swept } from '../../laws/sweep/swept';
import { onceFlowsOf } from '../../laws/sweep/sweptFlows';
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
