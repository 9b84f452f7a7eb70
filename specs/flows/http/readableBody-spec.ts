import { concat, defer, finalize, NEVER, type Observable, of, Subject, throwError } from 'rxjs';
import type { HttpRequest, TransferEvent } from '../../../lib';
import { readableBody } from '../../../lib/flows/http/readableBody';

type Into = NonNullable<HttpRequest['into']>;

const HEAD: TransferEvent = { kind: 'head', status: 200, length: 3, headers: {} };
const chunkOf = (byte: number): Uint8Array => Uint8Array.of(byte);

/** A transfer of one-byte chunks, which writes down what happens to it. */
const transfer = (bytes: readonly number[], ending: Observable<never> = of<never>()) => {
  const log: string[] = [];
  const start = (into: Into): Observable<TransferEvent> =>
    concat(
      of(HEAD),
      ...bytes.map((byte) =>
        defer(() => {
          log.push(`window ${byte}`);
          return into(chunkOf(byte)) as Observable<never>;
        }),
      ),
      ending,
    ).pipe(finalize(() => log.push('ended')));
  return { log, start };
};

/** Lets all that is ready happen. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('readableBody', () => {
  it('asks for the next window when the last was read', async () => {
    const { log, start } = transfer([1, 2, 3]);
    const reader = readableBody(start).getReader();
    await settled();
    expect(log).toEqual(['window 1']);

    expect(await reader.read()).toEqual({ done: false, value: chunkOf(1) });
    await settled();
    expect(log).toEqual(['window 1']);

    expect(await reader.read()).toEqual({ done: false, value: chunkOf(2) });
    expect(await reader.read()).toEqual({ done: false, value: chunkOf(3) });
    expect(await reader.read()).toEqual({ done: true, value: undefined });
    expect(log).toEqual(['window 1', 'window 2', 'window 3', 'ended']);
  });

  it('tells the head before any byte', () => {
    const heads: unknown[] = [];
    readableBody(transfer([1]).start, { head: (head) => heads.push(head) });

    expect(heads).toEqual([HEAD]);
  });

  it('leaves the transfer when it is cancelled', async () => {
    const { log, start } = transfer([1, 2, 3]);
    const reader = readableBody(start).getReader();
    await reader.read();
    await reader.cancel();

    expect(log).toEqual(['window 1', 'ended']);
  });

  it('fails where the transfer does, behind what came before', async () => {
    const failures: unknown[] = [];
    const gone = new RangeError('gone');
    const { start } = transfer(
      [1],
      throwError(() => gone),
    );
    const reader = readableBody(start, { failed: (error) => failures.push(error) }).getReader();

    expect(await reader.read()).toEqual({ done: false, value: chunkOf(1) });
    await expect(reader.read()).rejects.toBe(gone);
    expect(failures).toEqual([gone]);
  });

  it('fails at once where the transfer does', async () => {
    const gone = new RangeError('gone');
    const failures: unknown[] = [];
    const reader = readableBody(() => throwError(() => gone), {
      failed: (error) => failures.push(error),
    }).getReader();

    await expect(reader.read()).rejects.toBe(gone);
    expect(failures).toEqual([gone]);
  });

  it('waits for bytes that come later', async () => {
    const later = new Subject<never>();
    const { start } = transfer([1], concat(later, NEVER));
    const reader = readableBody(start).getReader();
    await reader.read();
    const next = reader.read().then(() => 'ended');
    await settled();
    later.error(new RangeError('gone'));

    await expect(next).rejects.toThrow('gone');
  });
});
