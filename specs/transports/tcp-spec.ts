import { createServer } from 'node:net';
import { catchError, EMPTY, lastValueFrom, mergeMap } from 'rxjs';
import { ModemError } from '../../lib';
import { serialPort, tcp } from '../../lib/transports/node';

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ModemError ? error.reason : error),
  );

describe('tcp', () => {
  it('is closed, not unopened, where the other side resets the connection', async () => {
    const server = createServer((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const port = await new Promise<number>((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
    );
    const work = tcp({ host: '127.0.0.1', port }).pipe(
      // What fails is the transport: nobody listens, and the write is not asked.
      mergeMap((one) => one.write(new Uint8Array([65])).pipe(catchError(() => EMPTY))),
    );
    const reason = await reasonOf(lastValueFrom(work, { defaultValue: undefined }));
    server.close();
    const nobody = await reasonOf(lastValueFrom(tcp({ host: '127.0.0.1', port })));

    expect(reason).toMatchObject({ kind: 'closed' });
    expect(nobody).toMatchObject({ kind: 'port' });
  });
});

describe('serialPort', () => {
  it.each(['', ' '])('refuses the path %j', async (path) => {
    expect(await reasonOf(lastValueFrom(serialPort(path)))).toMatchObject({
      kind: 'invalid-argument',
      name: 'path',
    });
  });
});
