import { a7600, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { recognise } from '../../lib/grammar/vocabulary';
import { fullOr } from '../helpers/thin';
import { line, OK } from '../modem/scripted';
import type { FlowCase } from './flows';
import type { Meddled } from './sweep/meddling';
import { BRING_UP_LINES, swept, type Swept } from './sweep/swept';
import { onceFlowsOf } from './sweep/sweptFlows';

// Law L3: whatever says that nothing will come ends the wait within seconds, and the error shows it.

const OFF = ['UNDER-VOLTAGE POWER DOWN', 'OVER-VOLTAGE POWER DOWN', 'NORMAL POWER DOWN', 'POWERED DOWN'];
/** A Quectel modem has no line for voltage. */
const offOf = ({ name }: Profile): readonly string[] => (name === 'quectel' ? OFF.slice(2) : OFF);
const BOOT: Readonly<Record<string, readonly string[]>> = {
  sim800: ['RDY'],
  a7600: ['*ATREADY: 1', 'RDY', 'QCRDY'],
  sim7600: ['RDY', '*ATREADY: 1'],
  quectel: ['RDY', 'APP RDY'],
};

/** Commands after whose `OK` the modem waits for the network, or streams from it. */
const WAITING =
  /^AT\+(HTTPACTION|HTTPPOSTFILE|FTP(GET|PUT|LIST|EXTGET)=1|FTP(SIZE|DELE|MKD|RMD)\b|FTP(GETTOFS|PUTFRMFS)|CUSD=1|CFTPS(START|LOGIN|TYPE|GET|GETFILE|PUT|PUTFILE|LIST|SIZE|DELE|MKD|RMD)\b|QHTTP(GET|POSTFILE|PUTFILE|READFILE)|QFTP(OPEN|GET(?!="[^"]*","COM:)|PUT|LIST|SIZE|DEL|MKDIR|RMDIR)\b)/;
/** What needs no packet service. */
const VOICE = /^AT\+CUSD/;
/** The same for sockets, whose stack is another service. */
const WAITING_SOCKET =
  /^AT\+(CIPSTART|CIPOPEN|CIPSEND|CDNSGIP|CPING=|Q(IOPEN|SSLOPEN|ISEND|SSLSEND|IDNSGIP|PING)=)/;
const NETWORK: Readonly<Record<string, readonly string[]>> = {
  sim800: ['+SAPBR 1: DEACT', '+PDP: DEACT', '+CPIN: NOT READY'],
  a7600: ['+CGEV: NW PDN DEACT 1', '+CGEV: NW DETACH', '+CPIN: NOT READY'],
  sim7600: ['+CGEV: NW PDN DEACT 1', '+CGEV: NW DEACT "IP","10.0.0.1",1', '+CPIN: NOT READY'],
  quectel: ['+QIURC: "pdpdeact",1', '+CPIN: NOT READY'],
};
const STACK: Readonly<Record<string, readonly string[]>> = {
  sim800: ['+PDP: DEACT', '+CPIN: NOT READY'],
  a7600: ['+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY', '+CGEV: NW PDN DEACT 1', '+CPIN: NOT READY'],
  sim7600: ['+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY', '+CGEV: NW PDN DEACT 1', '+CPIN: NOT READY'],
  quectel: ['+QIURC: "pdpdeact",1', '+CPIN: NOT READY'],
};
const PEER: readonly { readonly at: RegExp; readonly says: readonly string[] }[] = [
  { at: /^AT\+HTTPACTION/, says: ['+HTTP_NONET_EVENT', '+HTTP_PEER_CLOSED'] },
  {
    at: /^AT\+CFTPS(LOGIN|TYPE|GET|GETFILE|PUT|PUTFILE|LIST|SIZE|DELE|MKD|RMD)\b/,
    says: ['+CFTPSNOTIFY: PEER CLOSED', '+CFTPSNOTIFY: FTPS DISCONNECT'],
  },
  { at: /^AT\+CCH(OPEN|SEND)/, says: ['+CCH: CCH STOP'] },
  { at: /^AT\+CCHSEND/, says: ['+CCH_PEER_CLOSED: 0', '+CCH_RECV_CLOSED: 0,9'] },
  { at: /^AT\+QISEND=\d,[1-9]/, says: ['+QIURC: "closed",0'] },
  { at: /^AT\+QSSLSEND/, says: ['+QSSLURC: "closed",0'] },
];

const isPrompt = (text: string): boolean => /DOWNLOAD|> ?$|CONNECT|\+FTPPUT: 2,|\+FTPEXTPUT: 0,/.test(text);
/** The modem takes the command, and nothing more comes of it than a line that says so. */
const accepting = (says: string): Meddled => ({
  isHeard: true,
  passes: (text) => (isPrompt(text) || text === OK ? text : ''),
  says: [{ after: 500, say: line(says) }],
});

interface Case {
  readonly profile: Profile;
  readonly flow: FlowCase;
  readonly at: number;
  readonly line: string;
  readonly says: string;
}

type Lines = (profile: Profile, text: string) => readonly string[];

/** Every command of every flow with each of the lines that it may meet; a command that was met before meets fewer. */
const casesOf = (
  profile: Profile,
  lines: Lines,
  [every, again]: readonly [number, number],
): readonly Case[] => {
  const met = new Set<string>();
  let turn = 0;
  return onceFlowsOf(profile).flatMap((flow) =>
    swept(profile, flow)
      .written.slice(BRING_UP_LINES)
      .flatMap(({ line: text, at }): readonly Case[] => {
        turn += 1;
        const nth = met.has(text) ? again : every;
        met.add(text);
        return lines(profile, text)
          .filter((_, one) => (one + turn) % nth === 0)
          .map((says) => ({ profile, flow, at, line: text, says }));
      }),
  );
};

const nameOf = ({ flow, line: text, says }: Case): string => `${flow.title}: ${text} < ${says}`;
const struck = ({ profile, flow, at }: Case, what: Meddled): Swept =>
  swept(profile, flow, (one) => (one.at === at ? what : undefined));

/** What is wrong with a wait: it lasted, or ended in silence about what ended it. */
const offences = (one: Case, got: Swept, wanted: RegExp): readonly string[] => {
  const { end, message, endedAt } = got;
  if (end === 'completed') return [];
  return [
    ...(endedAt > 20_000 || end === 'open' ? [`${nameOf(one)}: ${end} after ${endedAt} ms`] : []),
    ...(wanted.test(end) ? [] : [`${nameOf(one)}: ${end}: ${message}`]),
    ...(message.replaceAll(' ', '').includes(one.says.replaceAll(' ', ''))
      ? []
      : [`${nameOf(one)}: the line is not in: ${message}`]),
  ];
};

/** Commands whose result comes behind `OK` and can't be asked for. */
const UNASKABLE = /^AT\+CCH/;

/** Each command once, in the first flow that writes it, that waits for the network and is asked about with `AT`. */
const lostOf = (profile: Profile) => {
  const seen = new Set<unknown>();
  return onceFlowsOf(profile).flatMap((flow) => {
    const { written, endedAt: goodMs } = swept(profile, flow);
    return written.flatMap(({ line: text, at }) => {
      const definition = recognise(profile.vocabulary, text.slice(2))?.definition;
      if (definition?.probeMs === undefined || UNASKABLE.test(text) || seen.has(definition)) return [];
      seen.add(definition);
      return [{ flow, line: text, at, goodMs }];
    });
  });
};

describe.each([
  { profile: sim800, every: [fullOr(2, 10), fullOr(10, 50)] as const },
  { profile: a7600, every: [fullOr(2, 10), fullOr(10, 50)] as const },
  { profile: sim7600, every: [fullOr(4, 20), fullOr(20, 100)] as const },
  { profile: quectel, every: [fullOr(4, 20), fullOr(20, 100)] as const },
])('law L3 on a $profile.title', ({ profile, every }) => {
  const offs = casesOf(profile, offOf, every);
  const boots = casesOf(profile, ({ name }) => BOOT[name] ?? [], every);
  const gone = casesOf(
    profile,
    ({ name }, text) => [
      ...(WAITING.test(text)
        ? (NETWORK[name] ?? []).filter((says) => !VOICE.test(text) || says.startsWith('+CPIN'))
        : []),
      // An A76XX answers CDNSGIP before its OK.
      ...(WAITING_SOCKET.test(text) &&
      (name !== 'a7600' && name !== 'sim7600' ? true : !text.includes('CDNSGIP'))
        ? (STACK[name] ?? [])
        : []),
      ...(/^AT\+CIPSEND/.test(text) ? [name === 'sim800' ? '0, CLOSED' : '+IPCLOSE: 0,1'] : []),
      ...PEER.flatMap(({ at, says }) => (at.test(text) ? says : [])),
    ],
    [1, fullOr(4, 8)],
  );

  it('on a clean line nothing is waited for', () => {
    const slow = onceFlowsOf(profile).flatMap((flow) => {
      const { end, endedAt } = swept(profile, flow);
      return end === 'completed' && endedAt < 10_000 ? [] : [`${flow.title}: ${end} after ${endedAt} ms`];
    });

    expect(slow).toEqual([]);
  });

  it(`a modem that goes off ends the wait, in ${offs.length} cases`, () => {
    const off = (says: string): Meddled => ({ says: [line(says)], isOff: true });

    expect(offs.flatMap((one) => offences(one, struck(one, off(one.says)), /^reset$/))).toEqual([]);
    expect(offs.length).toBeGreaterThan(5);
  });

  it(`a modem that starts anew ends the wait, in ${boots.length} cases`, () => {
    const anew = (says: string): Meddled => ({ says: [line(says)], passes: () => '' });

    expect(boots.flatMap((one) => offences(one, struck(one, anew(one.says)), /^reset$/))).toEqual([]);
    expect(boots.length).toBeGreaterThan(3);
  });

  const lost = lostOf(profile);
  it(`a lost answer of a command that may take long is noticed by asking, in ${lost.length} cases`, () => {
    const late = lost.flatMap(({ flow, line: text, at, goodMs }) => {
      const { end, endedAt } = swept(profile, flow, (one) =>
        one.at === at ? { isHeard: true, passes: () => '' } : undefined,
      );
      return end === 'completed' && endedAt < goodMs + 22_000
        ? []
        : [`${flow.title}: ${text}: ${end}, ${endedAt}`];
    });

    expect(late).toEqual([]);
    expect(lost.length).toBeGreaterThan(3);
  });

  it(`a network, a server or a SIM that is gone ends the wait, in ${gone.length} cases`, () => {
    const isLost = /^(network|socket|timeout|cftps)/;

    expect(gone.flatMap((one) => offences(one, struck(one, accepting(one.says)), isLost))).toEqual([]);
    expect(gone.length).toBeGreaterThan(5);
  });
});

describe('a prompt that is lost on the line', () => {
  const withoutPrompt = (profile: Profile, title: string, command: string): Swept => {
    const flow = onceFlowsOf(profile).find((one) => one.title === title);
    if (!flow) throw new Error(`no flow ${title}`);
    return swept(profile, flow, ({ line: text }) =>
      text.startsWith(command)
        ? { isHeard: true, passes: (text) => text.replace(/\r\n(?:DOWNLOAD|CONNECT)\r\n/, '') }
        : undefined,
    );
  };

  it.each([sim800, a7600, sim7600])('lets a POST of a $title fail within seconds, as not done', (profile) => {
    const { end, endedAt, mayBeDone, written } = withoutPrompt(profile, 'http.post', 'AT+HTTPDATA=');

    expect({ end, mayBeDone }).toEqual({ end: 'timeout input', mayBeDone: false });
    expect(endedAt).toBeLessThan(30_000);
    // The body that the modem waited for was padding: it is never sent.
    expect(written.map(({ line: text }) => text)).not.toContain('AT+HTTPACTION=1');
  });

  it('is no matter where the data are no command line: a Quectel gets its URL unasked', () => {
    expect(withoutPrompt(quectel, 'http.get', 'AT+QHTTPURL=')).toMatchObject({ end: 'completed' });
  });
});
