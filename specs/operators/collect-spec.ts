import { map } from 'rxjs';
import { ModemError } from '../../lib/grammar/errors/modemError';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { collect, HttpResponse } from '../../operators/collect';
import type { TransferEvent } from '../../operators/transferEvent';
import { marbles } from '../helpers/marbles';

const chunk = (text: string, loaded: number): TransferEvent => ({
  kind: 'chunk',
  bytes: latin1Bytes(text),
  loaded,
  total: 14,
});
const head = { status: 200, length: 14, headers: { 'content-type': 'application/json' } };
const events: Readonly<Record<string, TransferEvent>> = {
  h: { kind: 'head', ...head },
  c: chunk('{"hello"', 8),
  d: chunk(':"me"}', 14),
  s: { kind: 'sent', loaded: 3, total: 3 },
};
const told = map((response: HttpResponse) => ({ status: response.status, text: response.text() }));

describe('collect', () => {
  it(
    'makes one response of head and chunks',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --s--h--c--d--|   ', events);
      const e1subs = '  ^-------------!   ';
      const expected = '--------------(r|)';

      expectObservable(e1.pipe(collect(), told)).toBe(expected, {
        r: { status: 200, text: '{"hello":"me"}' },
      });
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'makes an empty body where no chunk came',
    marbles(({ hot, expectObservable }) => {
      const e1 = hot('  --h--|   ', events);
      const expected = '-----(r|)';

      expectObservable(e1.pipe(collect(), told)).toBe(expected, { r: { status: 200, text: '' } });
    }),
  );

  it.each([
    ['--|     ', '--#     ', 0],
    ['--c--d--|', '--------#', 14],
  ])('fails with length where the events end without a head: %s', (diagram, expected, gotBytes) => {
    marbles(({ cold, expectObservable }) => {
      const e1 = cold(diagram, events);

      expectObservable(e1.pipe(collect())).toBe(
        expected,
        undefined,
        new ModemError({ kind: 'length', expectedBytes: 0, gotBytes }),
      );
    })();
  });

  it(
    'never gives a response where the events never end',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --h--c---', events);
      const e1subs = '  ^--------';
      const expected = '---------';

      expectObservable(e1.pipe(collect())).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'passes an error through and gives no half response',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --h--c--#', events);
      const e1subs = '  ^-------!';
      const expected = '--------#';

      expectObservable(e1.pipe(collect())).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'lets go of the events where its reader leaves',
    marbles(({ hot, expectObservable, expectSubscriptions }) => {
      const e1 = hot('  --h--c--|', events);
      const e1subs = '  ^---!    ';
      const expected = '-----    ';
      const unsub = '   ----!    ';

      expectObservable(e1.pipe(collect()), unsub).toBe(expected);
      expectSubscriptions(e1.subscriptions).toBe(e1subs);
    }),
  );

  it(
    'gathers anew for each reader',
    marbles(({ cold, expectObservable }) => {
      const response = cold('-h-c-|', events).pipe(collect(), told);

      expectObservable(response).toBe('        -----(r|)', { r: { status: 200, text: '{"hello"' } });
      expectObservable(response, '--^').toBe(' -------(r|)', { r: { status: 200, text: '{"hello"' } });
    }),
  );

  it('gives the body as bytes, text and JSON', () => {
    const response = new HttpResponse(head, latin1Bytes('{"caf\u00c3\u00a9":1}'));

    expect(response.json()).toEqual({ café: 1 });
    expect(response.text('latin1')).toBe('{"cafÃ©":1}');
    expect(response).toMatchObject(head);
  });
});
