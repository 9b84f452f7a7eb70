import { exhaustMap, concat, of, take } from 'rxjs';
import { a7600, type Profile, quectel, sim7600, sim800, sockets } from '../../lib';
import { HOST, PORTS } from '../contract/socketsDesk';
import { fullOr } from '../helpers/thin';
import { line, OK } from '../modem/scripted';
import { BODY, CERTIFICATE, type FlowDesk, NEW, WRITTEN } from './flowDesk';
import type { FlowCase } from './flows';
import type { Meddled } from './sweep/meddling';
import { BRING_UP_LINES, swept } from './sweep/swept';
import { sweptFlowsOf } from './sweep/sweptFlows';

// Law L4: what may have been done is never repeated, and never reported as not done.

/** What changes something elsewhere and is not repeated by itself. */
const CHANGING =
  /^(http\.post|ftp\.(put|append|remove|mkdir|rmdir|putFromFile)|files\.write|certificates\.put|sms\.(send|remove)|ussd|calls|phonebook\.(write|remove)$)/;
/** What the modem does at once when it hears it; no flow of these says the same line twice. */
const DOING = /^AT\+(CUSD=1|CPBW=|CMGD=|VTS=)|^ATD/;

const isPrompt = (text: string): boolean => /DOWNLOAD|> ?$|CONNECT|\+FTPPUT: 2,|\+FTPEXTPUT: 0,/.test(text);
/** The modem does it; what it says of that is lost. */
const WAYS: Readonly<Record<string, Meddled>> = {
  'has its answer lost': { isHeard: true, passes: () => '' },
  'has everything behind its prompt lost': { isHeard: true, passes: (text) => (isPrompt(text) ? text : '') },
  'has its result lost': {
    isHeard: true,
    passes: (text) => (isPrompt(text) || text === OK ? text : text.replace(/\r\n\+[A-Z]+: [\d,]+\r\n/g, '')),
  },
  'has its answer damaged': {
    isHeard: true,
    passes: (text) => (isPrompt(text) ? text : text.replace(/[A-Z0-9]/g, '~')),
  },
  'has its answer lost, and the modem restarts': {
    isHeard: true,
    passes: (text) => (isPrompt(text) ? text : ''),
    says: [{ after: 2_000, say: line('RDY') }],
  },
};

/** What was done elsewhere, each deed as often as it was done. */
const deedsOf = ({ requests, deeds, heard, messages }: FlowDesk): readonly string[] => [
  ...requests.filter(({ method }) => method === 'POST').map(({ url }) => `POST ${url}`),
  ...deeds,
  ...messages.map((text) => `message ${text}`),
  ...heard.filter((line) => DOING.test(line)),
];

const same = (one: Uint8Array | undefined, other: Uint8Array): boolean =>
  one !== undefined && Buffer.compare(one, other) === 0;
/** Whether the modem holds what the flow was to write: a file, a certificate. */
const isWritten = ({ title }: FlowCase, { virtual, profile }: FlowDesk): boolean => {
  const { storage } = virtual.state;
  const directory = { sim800: 'C:/User', a7600: 'C:', sim7600: 'F:', quectel: 'UFS:' }[profile.name] ?? '';
  if (title === 'certificates.put') {
    const stored = storage.certificates.get(CERTIFICATE) ?? storage.read(`${directory}/${CERTIFICATE}`);
    return same(stored, BODY);
  }
  if (title !== 'files.write') return false;
  return same(storage.read(`${directory}/${WRITTEN}`), NEW);
};

/** A write of a socket as a flow: it completes with the write. */
const writes: readonly FlowCase[] = [
  { title: 'a write of a socket', tls: undefined, port: PORTS.echo },
  { title: 'a write of a TLS socket', tls: {}, port: PORTS.secure },
].map(({ title, tls, port }) => ({
  title,
  run: (modem) =>
    sockets.tcp(modem, { host: HOST, port, ...(tls && { tls }) }).pipe(
      exhaustMap((socket) => concat(socket.write(NEW), of('sent'))),
      take(1),
    ),
}));

/** What is wrong with a write whose command the modem did, and whose answer did not come as it was. */
const writeOffences = ({ profile, flow, at, line: text, way }: Case): readonly string[] => {
  const { desk, end, message, mayBeDone } = swept(profile, flow, (one) =>
    one.at === at ? WAYS[way] : undefined,
  );
  const sent = desk.sent();
  const name = `${flow.title}: ${text} ${way}`;
  return [
    ...(same(sent, NEW.subarray(0, sent.length)) ? [] : [`${name}: the server got other bytes: ${end}`]),
    ...(end === 'open' ? [`${name}: did not end`] : []),
    ...(end === 'completed' && sent.length < NEW.length ? [`${name}: reported as done: ${sent.length}`] : []),
    ...(sent.length > 0 && end !== 'completed' && !mayBeDone
      ? [`${name}: reported as not done: ${message}`]
      : []),
  ];
};

interface Case {
  readonly profile: Profile;
  readonly flow: FlowCase;
  readonly at: number;
  readonly line: string;
  readonly way: string;
}

const casesOf = (
  profile: Profile,
  flows: readonly FlowCase[] = sweptFlowsOf(profile).filter(({ title }) => CHANGING.test(title)),
): readonly Case[] =>
  flows.flatMap((flow) => {
    const { written } = swept(profile, flow);
    return written
      .slice(BRING_UP_LINES)
      .flatMap(({ line: text, at }) =>
        Object.keys(WAYS).map((way) => ({ profile, flow, at, line: text, way })),
      );
  });

/** What is wrong with how a flow fared whose modem did the command, and whose answer did not come as it was. */
const offences = ({ profile, flow, at, line: text, way }: Case): readonly string[] => {
  const { desk, end, message, mayBeDone } = swept(profile, flow, (one) =>
    one.at === at ? WAYS[way] : undefined,
  );
  const deeds = deedsOf(desk);
  const name = `${flow.title}: ${text} ${way}`;
  const isDone = deeds.length > 0 || isWritten(flow, desk);
  return [
    ...(new Set(deeds).size < deeds.length ? [`${name}: done again: ${deeds.join(', ')}: ${end}`] : []),
    ...(end === 'open' ? [`${name}: did not end`] : []),
    ...(isDone && end !== 'completed' && !mayBeDone ? [`${name}: reported as not done: ${message}`] : []),
  ];
};

describe.each([
  { profile: sim800, every: fullOr(4, 9) },
  { profile: a7600, every: fullOr(4, 9) },
  { profile: sim7600, every: fullOr(17, 35) },
  { profile: quectel, every: fullOr(4, 13) },
])('law L4 on a $profile.title', ({ profile, every }) => {
  const cases = casesOf(profile).filter((_, at) => at % every === 0);

  it(`nothing that may have been done is repeated, or reported as not done, in ${cases.length} cases`, () => {
    expect(cases.flatMap(offences)).toEqual([]);
    expect(cases.length).toBeGreaterThan(10);
  });
});

describe.each([sim800, a7600, quectel])('law L4 over sockets of a $title', (profile) => {
  const cases = casesOf(profile, writes).filter((_, at) => at % fullOr(1, 5) === 0);

  it(`no byte is sent twice, and what may have gone is said so, in ${cases.length} cases`, () => {
    expect(cases.flatMap(writeOffences)).toEqual([]);
    expect(cases.length).toBeGreaterThan(10);
  });
});
