import { map, of } from 'rxjs';
import { httpRead, httpReadAll } from '../../lib/families/sim800/http/sim800HttpCommands';
import { attention } from '../../lib/families/standard/generalCommands';
import { signal } from '../../lib/families/standard/networkCommands';
import { circuitRegistrationChanged } from '../../lib/families/standard/networkUrcs';
import { ModemError } from '../../lib/grammar/errors/modemError';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import type { Token } from '../../lib/wire/token';
import { frameResponse } from '../../operators/frameResponse';
import type { Response } from '../../operators/response';
import { marbles } from '../helpers/marbles';

const command = httpRead({ offset: 0, size: 5 });
const other = signal();
const payload = (text: string, left: number): Token => ({
  kind: 'payload',
  command,
  bytes: latin1Bytes(text),
  left,
});
const final = (code: string, detail?: string): Token => ({
  kind: 'final',
  command,
  result: { ok: code === 'OK', code, ...(detail === undefined ? {} : { detail }) },
});
const creg = circuitRegistrationChanged;
const tokens: Readonly<Record<string, Token>> = {
  e: { kind: 'echo', command, text: command.text },
  i: { kind: 'info', command, values: { length: 5 }, text: '+HTTPREAD: 5', bytes: 5 },
  p: payload('hel', 2),
  q: payload('lo', 0),
  f: final('OK'),
  u: { kind: 'urc', definition: creg, values: { status: 1 }, text: '+CREG: 1' },
  n: { kind: 'unknown', text: 'nonsense', command },
  s: { kind: 'unknown', text: 'stray', command: undefined },
  o: { kind: 'final', command: other, result: { ok: true, code: 'OK' } },
  k: { kind: 'info', command: other, values: { rssi: 1, ber: 0 }, text: '+CSQ: 1,0', bytes: 0 },
  c: { kind: 'corrupt', command, expectedBytes: 5 },
  d: { kind: 'corrupt', command: other, expectedBytes: 9 },
  R: final('ERROR'),
  M: final('+CME ERROR', 'SIM busy'),
  S: final('+CMS ERROR', '500'),
  N: final('NO CARRIER'),
};

const told = map(({ value, values, lines, payload: slices, result }: Response<{ length: number }>) => ({
  value,
  values,
  lines,
  payload: slices.map((bytes) => latin1(bytes)),
  result,
}));
const hello = {
  value: { length: 5 },
  values: [{ length: 5 }],
  lines: ['+HTTPREAD: 5'],
  payload: ['hel', 'lo'],
  result: 'OK',
};

describe('frameResponse', () => {
  it(
    'gathers answer, counted bytes and result code of its command, and leaves URCs to others',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --e--i--u--p--q--f---', tokens);
      const e1subs = '  ^----------------!   ';
      const expected = '-----------------(r|)';

      expectObservable(e1.pipe(frameResponse(command), told)).toBe(expected, { r: hello });
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'lets the tokens of other commands and strays pass by, and keeps its own unknown lines',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  --k-o-d-s-n-i-p-q-f---', tokens);
      const expected = '------------------(r|)';

      expectObservable(e1.pipe(frameResponse(command), told)).toBe(expected, {
        r: { ...hello, lines: ['nonsense', '+HTTPREAD: 5'] },
      });
    }),
  );

  it(
    'gives an empty value to a command that answers with a result code alone',
    marbles(({ hot, expectObservable }) => {
      const at = attention();
      const e1 = hot('  --f---', {
        f: { kind: 'final', command: at, result: { ok: true, code: 'OK' } } as Token,
      });
      const expected = '--(r|)';

      expectObservable(e1.pipe(frameResponse(at))).toBe(expected, {
        r: { command: at, value: {}, values: [], lines: [], payload: [], result: 'OK' },
      });
    }),
  );

  it(
    'takes OK alone where the definition says that it may come alone',
    marbles(({ hot, expectObservable }) => {
      const all = httpReadAll();
      const e1 = hot('  --f---', {
        f: { kind: 'final', command: all, result: { ok: true, code: 'OK' } } as Token,
      });
      const expected = '--(r|)';

      expectObservable(
        e1.pipe(
          frameResponse(all),
          map(({ values }) => values),
        ),
      ).toBe(expected, { r: [] });
    }),
  );

  it.each([
    ['that does not fit', 'n', 'nonsense'],
    ['that did not come', '-', 'OK'],
  ])('calls an answer %s unreadable, not empty', (_, mark, line) => {
    marbles(({ hot, expectObservable }) => {
      const e1 = hot(` --${mark}--o---`, { ...tokens, n: { ...tokens['n'], command: other } as Token });
      const expected = '-----#   ';

      expectObservable(e1.pipe(frameResponse(other))).toBe(
        expected,
        {},
        new ModemError({ kind: 'unreadable', command: 'AT+CSQ', line }),
      );
    })();
  });

  it.each([
    ['R', { kind: 'refused', command: 'AT+HTTPREAD=0,5' }],
    ['M', { kind: 'cme', command: 'AT+HTTPREAD=0,5', code: 14, text: 'SIM busy' }],
    ['S', { kind: 'cms', command: 'AT+HTTPREAD=0,5', code: 500, text: '500' }],
    ['N', { kind: 'ended', command: 'AT+HTTPREAD=0,5', result: 'NO CARRIER' }],
    ['c', { kind: 'corrupt', command: 'AT+HTTPREAD=0,5', expectedBytes: 5 }],
  ] as const)('fails on %s, and says why', (mark, reason) => {
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot(` --i--p--${mark}--|`, tokens);
      const e1subs = ' ^-------!   ';
      const expected = '--------#   ';

      expectObservable(e1.pipe(frameResponse(command))).toBe(expected, {}, new ModemError(reason));
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    })();
    const seen: unknown[] = [];
    // Once more for the reason itself: the diagram compares only the sentence.
    of(tokens[mark] as Token)
      .pipe(frameResponse(command))
      .subscribe({ error: (error: unknown) => seen.push((error as ModemError).reason) });
    expect(seen).toEqual([reason]);
  });

  it(
    'never answers where nothing is heard',
    marbles(({ cold, expectObservable, expectSubscriptions }) => {
      const e1 = cold<Token>('----');
      const e1subs = '        ^---';
      const expected = '      ----';

      expectObservable(e1.pipe(frameResponse(command))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'completes without a response where the tokens end',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  --i--p--|', tokens);
      const expected = '--------|';

      expectObservable(e1.pipe(frameResponse(command))).toBe(expected);
    }),
  );

  it(
    'is empty where the tokens are empty',
    marbles(({ cold, expectObservable }) => {
      expectObservable(cold<Token>('|').pipe(frameResponse(command))).toBe('|');
    }),
  );

  it(
    'passes an error of the tokens through',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --i--#', tokens);
      const e1subs = '  ^----!';
      const expected = '-----#';

      expectObservable(e1.pipe(frameResponse(command))).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'lets go of the tokens where its reader leaves',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --i--p--q--f---', tokens);
      const e1subs = '  ^-----!        ';
      const expected = '-------        ';
      const unsub = '   ------!        ';

      expectObservable(e1.pipe(frameResponse(command)), unsub).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'begins anew for each reader',
    marbles(({ cold, expectObservable }) => {
      const response = cold('--i-p-q-f', tokens).pipe(frameResponse(command), told);

      expectObservable(response, '^           ').toBe('--------(r|)', { r: hello });
      expectObservable(response, '---^        ').toBe('-----------(r|)', { r: hello });
    }),
  );
});
