import { a7600, http, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { wordsOf } from '../contract/words';
import { PAGE } from '../modem/desk';
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
const ONCE = { attempts: 1, delay: 0 } as const;
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
const WAITING_SOCKET = /^AT\+(CIPSTART|CIPOPEN|CIPSEND|CDNSGIP|CPING=|Q(I|SSL)OPEN|QIDNSGIP|QPING)/;
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

describe.each([
  { profile: sim800, every: [fullOr(2, 6), fullOr(10, 30)] as const },
  { profile: a7600, every: [fullOr(2, 6), fullOr(10, 30)] as const },
  { profile: sim7600, every: [fullOr(4, 12), fullOr(20, 60)] as const },
  { profile: quectel, every: [fullOr(2, 6), fullOr(10, 30)] as const },
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

  it.each(wordsOf(profile).asked)('a lost answer to %s is noticed by asking, not by its limit', (text) => {
    const flow: FlowCase = { title: text, run: (modem) => http.get(modem, { url: PAGE, retry: ONCE }) };
    const good = swept(profile, flow);
    const ends = [true, false].map((isHeard) => {
      let times = 0;
      return swept(profile, flow, ({ line: said }) => {
        if (said !== text) return undefined;
        times += 1;
        return times === 1 ? { isHeard, passes: () => '' } : undefined;
      });
    });

    expect(ends.map(({ end, result }) => ({ end, result }))).toEqual(
      ends.map(() => ({ end: 'completed', result: good.result })),
    );
    for (const { endedAt } of ends) expect(endedAt).toBeLessThan(20_000);
  });

  it(`a network, a server or a SIM that is gone ends the wait, in ${gone.length} cases`, () => {
    const isLost = /^(network|socket|timeout|cftps)/;

    expect(gone.flatMap((one) => offences(one, struck(one, accepting(one.says)), isLost))).toEqual([]);
    expect(gone.length).toBeGreaterThan(5);
  });
});
