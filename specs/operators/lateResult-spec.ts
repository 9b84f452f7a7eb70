import { ignoreElements, map, mergeMap, type Observable, of, throwError, timer } from 'rxjs';
import { attention } from '../../lib/families/standard/generalCommands';
import { circuitRegistrationChanged } from '../../lib/families/standard/networkUrcs';
import { ModemError } from '../../lib/grammar/errors/modemError';
import type { Token } from '../../lib/wire/token';
import type { CommandChannel } from '../../operators/commandChannel';
import { type LateResult, lateResult, type Recalled } from '../../operators/lateResult';
import type { Response } from '../../operators/response';
import { marbles } from '../helpers/marbles';

interface Values {
  readonly status: number;
}

const command = attention();
const urc = circuitRegistrationChanged as LateResult<Values>['urc'];
const result = (status: number): Token => ({
  kind: 'urc',
  definition: circuitRegistrationChanged,
  values: { status },
  text: `+CREG: ${status}`,
});
const tokens: Readonly<Record<string, Token>> = {
  r: result(1),
  s: result(2),
  d: { kind: 'unknown', text: 'REG: 1', command: undefined },
};
const values = { r: { status: 1 }, s: { status: 2 } };
const late = (waitedMs: number): ModemError =>
  new ModemError({ kind: 'timeout', phase: 'result', waitedMs, command: 'AT' });

/** A channel that answers `OK` after 2 ms, or fails. */
const channelOf = (urcs: Observable<Token>, failure?: Error): CommandChannel => ({
  urcs,
  send: <A>(): Observable<Response<A>> =>
    timer(2).pipe(
      mergeMap(() => (failure === undefined ? of({ command, result: 'OK' }) : throwError(() => failure))),
      map((response) => response as unknown as Response<A>),
    ),
  note: () => undefined,
});

const silence = new ModemError({ kind: 'timeout', phase: 'answer', waitedMs: 2, command: 'AT' });

describe('lateResult', () => {
  const cases: readonly (readonly [
    title: string,
    urcs: string,
    expected: string,
    options: Partial<LateResult<Values>>,
  ])[] = [
    ['takes the result behind OK', '----r', '----(r|)', {}],
    ['takes the first of several that follow OK', '----s-r', '----(s|)', {}],
    ['takes only what fits', '----s-r', '------(r|)', { fits: ({ status }) => status === 1 }],
    ['prefers the result behind OK to the one in front of it', '-s--r', '----(r|)', {}],
    ['takes the one in front of OK when none follows within 5 s', '-s', '5s 2ms (s|)', {}],
    ['takes the one in front of OK at the limit', '-s', '1s 2ms (s|)', { withinMs: 1_000 }],
    ['takes the last of several in front of OK', 'sr', '5s 2ms (r|)', {}],
    ['fails at the limit when nothing comes', '----', '60s 2ms #', {}],
  ];
  it.each(cases)('%s', (_, urcs, expected, options) => {
    marbles(({ hot, expectObservable }) => {
      const channel = channelOf(hot(urcs, tokens));
      const { withinMs = 60_000 } = options;
      expectObservable(lateResult(channel, command, { urc, withinMs, ...options })).toBe(
        expected,
        values,
        late(withinMs),
      );
    })();
  });

  /** What the modem says, each time that it is asked; the last for ever. */
  const recalling = (...answers: readonly Recalled<Values>[]): (() => Observable<Recalled<Values>>) => {
    let asked = 0;
    return () => of(answers[Math.min(asked++, answers.length - 1)] as Recalled<Values>);
  };
  const recalled: readonly (readonly [
    title: string,
    urcs: string,
    answers: readonly Recalled<Values>[],
    expected: string,
    waitedMs: number,
  ])[] = [
    [
      'asks after 10 s of silence, and takes what the modem says',
      '',
      [{ values: { status: 2 } }],
      '10s 2ms (s|)',
      0,
    ],
    ['asks 3 s after a damaged line', '-----d', [{ values: { status: 2 } }], '3s 5ms (s|)', 0],
    ['asks 5 s after OK where a result came in front of it', '-s', ['unknown'], '5s 2ms (s|)', 0],
    ['waits for the result of a modem that still works', '- 30s r', ['running'], '30s 1ms (r|)', 0],
    [
      'does not take the result in front of OK while the modem works',
      '-s 20s r',
      ['running'],
      '20002ms (r|)',
      0,
    ],
    [
      'asks again 3 s later where the modem says that it is over',
      '',
      ['over', { values: { status: 1 } }],
      '13s 2ms (r|)',
      0,
    ],
    ['gives up where it says so twice', '', ['over'], '13s 2ms #', 13_000],
    [
      'does not give up where it works again in between',
      '',
      ['over', 'running', 'over'],
      '26s 2ms #',
      26_000,
    ],
    [
      'goes on asking where the modem can not tell',
      '',
      ['unknown', { values: { status: 1 } }],
      '20s 2ms (r|)',
      0,
    ],
    ['takes a result that comes between two questions', '- 11s r', ['over'], '11001ms (r|)', 0],
  ];
  it.each(recalled)('%s', (_, urcs, answers, expected, waitedMs) => {
    marbles(({ hot, expectObservable }) => {
      const channel = channelOf(hot(urcs, tokens));
      const recall = recalling(...answers);
      expectObservable(lateResult(channel, command, { urc, withinMs: 60_000, recall })).toBe(
        expected,
        values,
        late(waitedMs),
      );
    })();
  });

  it(
    'fails as the command does',
    marbles(({ hot, expectObservable }) => {
      const refused = new ModemError({ kind: 'refused', command: 'AT' });
      const stream = lateResult(channelOf(hot('-s'), refused), command, { urc, withinMs: 99 });
      expectObservable(stream).toBe('--#', undefined, refused);
    }),
  );

  it(
    'fails as the command does where its OK is lost and no result came',
    marbles(({ hot, expectObservable }) => {
      const stream = lateResult(channelOf(hot('-----r', tokens), silence), command, { urc, withinMs: 99 });
      expectObservable(stream).toBe('--#', undefined, silence);
    }),
  );

  it(
    'goes on where only the OK is lost, since a result came',
    marbles(({ hot, expectObservable }) => {
      const stream = lateResult(channelOf(hot('-s---r', tokens), silence), command, { urc, withinMs: 99 });
      expectObservable(stream).toBe('-----(r|)', values);
    }),
  );

  it(
    'leaves the channel with its reader',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const urcs = hot('-----------r', tokens);
      expectObservable(
        lateResult(channelOf(urcs), command, { urc, withinMs: 99 }).pipe(ignoreElements()),
        '^---!',
      );
      expectSubscriptions(urcs.subscriptions).toBe(['^---!', '--^-!']);
    }),
  );
});
