import { concat, defer, EMPTY, NEVER, type Observable, of, Subject, throwError } from 'rxjs';
import { commands } from '../../../lib';
import { uploadContent } from '../../../lib/dialects/steps/uploadContent';
import { ModemError } from '../../../lib/grammar/errors/modemError';
import { joinBytes } from '../../../operators/joinBytes';
import type { InputFeed, CommandChannel } from '../../../operators/commandChannel';
import type { Response } from '../../../operators/response';
import { patterned } from '../../modem/bodies';
import { watch } from '../../modem/watch';

/** A modem that asks for data, says OK when it has so many bytes, and else, at the end of the feed, ERROR. */
const taking = (size: number, giving: (bytes: Uint8Array) => Observable<never> = () => EMPTY) => {
  const got: Uint8Array[] = [];
  const leaving = new Subject<void>();
  const give = (bytes: Uint8Array): Observable<never> => defer(() => (got.push(bytes), giving(bytes)));
  const end = defer(() => {
    const isWhole = joinBytes(got).length === size;
    if (isWhole) return of({} as Response<never>);
    return throwError(() => new ModemError({ kind: 'refused', command: 'AT+HTTPDATA' }));
  });
  const channel: CommandChannel = {
    send: (_, feed?: InputFeed) =>
      concat((feed?.({ give, wanted: undefined, leaving }) ?? EMPTY) as Observable<never>, end),
    urcs: NEVER,
    note: () => undefined,
  };
  return { talk: channel, got, leaving, bytes: () => joinBytes(got) };
};

const upload = (size: number, chunks: Observable<Uint8Array>, modem = taking(size)) => ({
  ...watch(uploadContent(modem.talk, commands.httpData({ size, time: 10_000 }), { length: size, chunks })),
  modem,
});

describe('uploadContent', () => {
  it('gives the body in pieces of 2,048 bytes, and tells of each', () => {
    const body = patterned(5_000);
    const { values, end, modem } = upload(5_000, of(body));

    expect(end).toBe('completed');
    expect(modem.got.map(({ length }) => length)).toEqual([2_048, 2_048, 904]);
    expect(modem.bytes()).toEqual(body);
    expect(values).toEqual([2_048, 4_096, 5_000].map((loaded) => ({ kind: 'sent', loaded, total: 5_000 })));
  });

  it('gives the end of the body when its source has ended', () => {
    const source = new Subject<Uint8Array>();
    const modem = taking(5);
    const watched = upload(5, source, modem);
    source.next(patterned(3));
    source.next(patterned(5).subarray(3));
    expect(modem.bytes()).toEqual(patterned(3));

    source.complete();
    expect(modem.bytes()).toEqual(patterned(5));
    expect(watched.values.at(-1)).toEqual({ kind: 'sent', loaded: 5, total: 5 });
  });

  it.each<[string, Observable<Uint8Array>, object]>([
    ['a source that is short', of(patterned(3)), { kind: 'length', expectedBytes: 5, gotBytes: 3 }],
    ['a source that is empty', EMPTY, { kind: 'length', expectedBytes: 5, gotBytes: 0 }],
    [
      'a source that is long',
      of(patterned(3), patterned(3)),
      { kind: 'length', expectedBytes: 5, gotBytes: 6 },
    ],
    ['a source that is long behind its end', of(patterned(5), patterned(1)), { kind: 'length', gotBytes: 6 }],
    [
      'a source that fails',
      concat(
        of(patterned(3)),
        throwError(() => new ModemError({ kind: 'cancelled' })),
      ),
      { kind: 'cancelled' },
    ],
  ])('fails with the reason of %s', (_, chunks, reason) => {
    expect(upload(5, chunks).reason).toMatchObject(reason);
  });

  it('gives padding, and no more of the body, where the source is long or fails', () => {
    const long = upload(5, of(patterned(3), patterned(3))).modem.bytes();
    const failed = upload(
      5,
      concat(
        of(patterned(3)),
        throwError(() => new RangeError('gone')),
      ),
    ).modem.bytes();

    expect(long).toHaveLength(5);
    expect([...failed]).toEqual([...patterned(3), 0x20, 0x20]);
  });

  it('gives nothing more where the source is short: the modem has its own time-out', () => {
    expect(upload(5, of(patterned(3))).modem.bytes()).toHaveLength(3);
  });

  it('gives padding for what has not come where the reader leaves, behind what is being given', () => {
    const busy = new Subject<never>();
    const modem = taking(5_000, (bytes) => (bytes[0] === 0x20 ? EMPTY : busy));
    const { values } = upload(5_000, concat(of(patterned(3_000)), NEVER), modem);
    modem.leaving.next();
    expect(modem.got.map(({ length }) => length)).toEqual([2_048]);

    busy.complete();
    expect(modem.got.map(({ length }) => length)).toEqual([2_048, 2_048, 904]);
    expect(Buffer.from(modem.bytes().subarray(2_048)).equals(Buffer.alloc(2_952, ' '))).toBe(true);
    expect(values).toEqual([{ kind: 'sent', loaded: 2_048, total: 5_000 }]);
  });

  it('gives what is at hand as it is, though the reader leaves', () => {
    const busy = new Subject<never>();
    const modem = taking(5_000, () => busy);
    upload(5_000, of(patterned(5_000)), modem);
    modem.leaving.next();
    busy.complete();

    expect(modem.bytes()).toEqual(patterned(5_000));
  });

  it('fails as the command does', () => {
    const channel: CommandChannel = {
      ...taking(5).talk,
      send: () => throwError(() => new ModemError({ kind: 'reset', line: 'RDY' })),
    };
    const content = { length: 5, chunks: concat(of(patterned(5))) };

    expect(watch(uploadContent(channel, commands.httpData({ size: 5, time: 10_000 }), content)).end).toBe(
      'reset',
    );
  });
});
