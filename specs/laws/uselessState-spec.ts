import { asyncScheduler } from 'rxjs';
import { a7600, collect, http, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { counted, played } from '../contract/line/played';
import { isFull } from '../helpers/thin';
import { line, OK } from '../modem/scripted';
import { withResults } from './sweep/lostResult';
import { swept } from './sweep/swept';
import { onceFlowsOf } from './sweep/sweptFlows';
import type { Meddled } from './sweep/meddling';

// Law L2 and L3: a result is lost, and the modem that is asked for its state says nothing useful, each time: a word that no table
// has, a number that none has, a refusal, `OK` alone, silence. The limit of the command ends the wait, never anything later, and
// a command whose outcome shows elsewhere ends by that.

const nameOf = (text: string): string => /^AT(\+[A-Z]+)/.exec(text)?.[1] ?? '';

const USELESS: Readonly<Record<string, (text: string) => readonly string[]>> = {
  'a word that no table has': (text) => [`${line(`${nameOf(text)}: FOO,9,9,9,9,9`)}${OK}`],
  'a number that no table has': (text) => [`${line(`${nameOf(text)}: 97`)}${OK}`],
  'a refusal': () => [line('ERROR')],
  'OK alone': () => [OK],
  silence: () => [],
};

/** In a smaller run the one that the modem answers and the one that takes longest. */
const KINDS = Object.entries(USELESS).filter((_, at, all) => isFull || at === 0 || at === all.length - 1);

/** The limits of commands that may last longer than most, as manuals and options give them, in milliseconds. */
const LIMITS: readonly (readonly [line: RegExp, limitMs: number])[] = [
  [/^AT\+(FTPGETTOFS|FTPPUTFRMFS)/, 300_000],
  [/^AT\+(HTTPACTION|HTTPPOSTFILE|HTTPREADFILE|QHTTP\w+|CUSD)/, 125_000],
  [/^AT\+(NETOPEN|CCHSTART|CIPSEND|QNTP)/, 125_000],
  [/^AT\+CMQTTCONNECT/, 130_000],
  [/^AT\+QFTPOPEN/, 190_000],
  [/^AT\+QMTOPEN/, 150_000],
];
const USUAL_MS = 92_500;
/** What the questions themselves, and the cleaning up, may add where each of them is silent. */
const MORE_MS = 25_000;
/** How often the question is answered so: more than any limit leaves room for. A call that goes on is watched without end. */
const MOST_TIMES = 60;
/** What is no result: a client that connects, a tone of a call that goes on. */
const ENDLESS = /^AT\+(SERVERSTART|VTS)/;

const limitOf = (command: string): number => LIMITS.find(([one]) => one.test(command))?.[1] ?? USUAL_MS;

interface Case {
  readonly name: string;
  readonly isLate: boolean;
  readonly isAsked: boolean;
}

const casesOf = (profile: Profile): readonly Case[] => {
  const seen = new Set<unknown>();
  const commands = onceFlowsOf(profile).flatMap((flow) =>
    withResults(profile, flow).filter(({ command, line: text }) => {
      const isNew = !seen.has(command);
      seen.add(command);
      return (isFull || isNew) && !ENDLESS.test(text);
    }),
  );
  return commands.flatMap(({ flow, line: text, at, goodMs, losses }) =>
    KINDS.map(([kind, says]): Case => {
      const lost = losses['its result line is lost'] as () => Meddled;
      let asked: string | undefined;
      let times = 0;
      const { end, endedAt } = swept(profile, flow, (one) => {
        if (one.at === at) return lost();
        if (one.at < at || (asked !== undefined && one.line !== asked) || times === MOST_TIMES)
          return undefined;
        asked = one.line;
        times += 1;
        return { isHeard: false, says: says(one.line) };
      });
      const moreMs = end === 'open' ? Infinity : endedAt - goodMs;
      const name = `${flow.title}: ${text}: ${asked}: ${kind}: ${end} after ${moreMs} ms more`;
      return { name, isLate: moreMs > limitOf(text) + MORE_MS, isAsked: asked !== undefined };
    }),
  );
};

describe.each([sim800, a7600, sim7600, quectel])(
  'law L3: a useless answer about a lost result, each time, on a $title',
  (profile) => {
    it('waits no longer than the limit of the command', () => {
      const cases = casesOf(profile);

      expect(cases.filter(({ isLate }) => isLate).map(({ name }) => name)).toEqual([]);
      expect(cases.filter(({ isAsked }) => isAsked).length).toBeGreaterThan(20);
    });
  },
);

const HEAD = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';
const BODY = 'hello';

interface Stored {
  /** Until the result comes. */
  readonly head?: string | undefined;
  readonly body?: boolean;
  /** When the result comes at last, in milliseconds. */
  readonly lateMs?: number;
}

/** A request on a SIM800 whose result is lost, which says this of its state, and holds that. */
const asked = (method: 'GET' | 'POST', state: readonly string[], { head: first, body, lateMs }: Stored) => {
  let doneAtMs = Infinity;
  return played(
    sim800,
    (text) => {
      const code = method === 'GET' ? 0 : 1;
      if (text.startsWith('AT+HTTPACTION=')) doneAtMs = asyncScheduler.now() + (lateMs ?? Infinity);
      const head = asyncScheduler.now() < doneAtMs ? first : HEAD;
      if (text.startsWith('AT+HTTPACTION='))
        return lateMs === undefined
          ? OK
          : [OK, { after: lateMs, say: line(`+HTTPACTION: ${code},200,${BODY.length}`) }];
      if (text === 'AT+HTTPSTATUS?') return state;
      if (text === 'AT+HTTPHEAD')
        return head === undefined ? line('ERROR') : counted(`+HTTPHEAD: ${head.length}`, head);
      const [, from, size] = /^AT\+HTTPREAD=(\d+),(\d+)$/.exec(text) ?? [];
      if (from === undefined) return undefined;
      const part = BODY.slice(Number(from), Number(from) + Number(size));
      // The result comes before the body is read; until then nothing is stored.
      const isStored = body || (lateMs !== undefined && size !== '1');
      return isStored ? counted(`+HTTPREAD: ${part.length}`, part) : OK;
    },
    (modem) =>
      http
        .request(modem, { method, url: 'http://example.com/a', ...(method === 'POST' ? { body: 'x' } : {}) })
        .pipe(collect()),
  );
};

const STATES: readonly (readonly [what: string, said: readonly string[]])[] = [
  ['a word', [line('+HTTPSTATUS: FOO,9,9,9') + OK]],
  ['a number', [line('+HTTPSTATUS: GET,9,0,0') + OK]],
  ['a refusal', [line('ERROR')]],
  ['OK alone', [OK]],
  ['silence', []],
];

describe.each(STATES)('law L3: %s for the state of a request of a SIM800, each time', (_, state) => {
  it.each(['GET', 'POST'] as const)('does not hide a stored response to a %s', (method) => {
    const got = asked(method, state, { head: HEAD, body: true });

    expect({ end: got.end, text: got.values[0]?.text() }).toEqual({ end: 'completed', text: BODY });
    expect(got.endedAt).toBeLessThan(32_000);
    expect(got.written.filter((text) => text.startsWith('AT+HTTPACTION'))).toHaveLength(1);
  });

  it.each([
    ['the beginning of a body without its head', undefined],
    ['the head of a redirect that is followed', 'HTTP/1.1 301 Moved\r\nContent-Length: 5\r\n\r\n'],
    ['an interim head', 'HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n'],
    ['the head of a body that is too long', 'HTTP/1.1 200 OK\r\nContent-Length: 500000\r\n\r\n'],
  ])('does not take %s for the result', (_name, head) => {
    const { end, values, written } = asked('POST', state, { head, body: true, lateMs: 30_000 });

    expect({ end, status: values[0]?.status, text: values[0]?.text() }).toEqual({
      end: 'completed',
      status: 200,
      text: BODY,
    });
    expect(written.filter((text) => text.startsWith('AT+HTTPACTION'))).toHaveLength(1);
  });
});

describe('law L3: a state that is not known', () => {
  it.each(STATES)('(%s) does not end a request that is only slow', (_, state) => {
    const got = asked('POST', state, { lateMs: 61_000 });
    const written = got.written.filter((text) => text.startsWith('AT+HTTPACTION'));

    expect(written).toHaveLength(1);
    expect(got.end).toBe('completed');
  });

  it('does not take a head for the response whose body has not come yet', () => {
    const got = asked('GET', STATES[1]?.[1] ?? [], { head: HEAD });

    expect(got.end).toBe('timeout result');
    expect(got.endedAt).toBeGreaterThan(100_000);
  });
});
