import { createSocket } from 'node:dgram';
import { createServer, connect, type AddressInfo, type Server } from 'node:net';
import {
  firstValueFrom,
  map,
  merge,
  type Observable,
  of,
  scan,
  Subject,
  switchMap,
  take,
  takeUntil,
  toArray,
} from 'rxjs';
import { SocketFailure, type SocketStream } from '../../../lib/emulator';
import { socketOrigin } from '../../../lib/transports/node';
import { latin1, latin1Bytes } from '../../../lib/grammar/latin1';

const over = new Subject<void>();
const servers: Server[] = [];
const net = socketOrigin({ hosts: { 'echo.example': '127.0.0.1' } });

/** A TCP server on a free port of this machine. */
const serving = (serve: Parameters<typeof createServer>[1]): Promise<number> =>
  new Promise((done) => {
    const server = createServer({ allowHalfOpen: true }, serve);
    servers.push(server);
    server.listen(0, '127.0.0.1', () => done((server.address() as AddressInfo).port));
  });

const connected = (port: number, host = 'echo.example'): Observable<SocketStream> =>
  net.connect({ host, port }).pipe(takeUntil(over));

const kindOf = async (failing: Observable<unknown>): Promise<string> =>
  firstValueFrom(failing).then(
    () => 'none',
    (error: unknown) => (error instanceof SocketFailure ? error.kind : String(error)),
  );

afterAll(() => {
  over.next();
  for (const server of servers) server.close();
});

describe('the real network behind the sockets of the emulator', () => {
  it('connects by a name of its own, sends, receives, and sees the end', async () => {
    const port = await serving((socket) => socket.on('data', (bytes) => socket.end(bytes)));
    const asked = connected(port).pipe(
      switchMap((stream) => {
        expect(stream.remote).toEqual({ address: '127.0.0.1', port });
        const heard = stream.incoming.pipe(map(latin1), toArray(), takeUntil(over));
        return merge(stream.write(latin1Bytes('hello')), heard);
      }),
    );

    expect((await firstValueFrom(asked)).join('')).toBe('hello');
  });

  it('cuts what comes into segments and holds the peer back', async () => {
    const port = await serving((socket) => socket.write('x'.repeat(100_000)));
    const sizes: number[] = [];
    const all = connected(port).pipe(
      switchMap((stream) => {
        stream.flow(false);
        const read = stream.incoming.pipe(
          map(({ length }) => (sizes.push(length), length)),
          scan((sum, length) => sum + length, 0),
        );
        const heard = firstValueFrom(read.pipe(switchMap((sum) => (sum === 100_000 ? [sum] : []))));
        expect(sizes).toEqual([]);
        stream.flow(true);
        return heard;
      }),
    );

    expect(await firstValueFrom(all)).toBe(100_000);
    expect(Math.max(...sizes)).toBe(1_460);
  });

  it('tells the failures apart', async () => {
    const rude = await serving((socket) => socket.resetAndDestroy());
    const plain = await serving((socket) => socket.on('error', () => undefined).end('no TLS here'));
    const tls = { verifies: true, namesServer: true };

    expect(await kindOf(connected(1))).toBe('refused');
    expect(await kindOf(net.connect({ host: 'echo.example', port: plain, tls }))).toBe('tls');
    expect(await kindOf(connected(rude).pipe(switchMap(({ incoming }) => incoming)))).toBe('reset');
  });

  it('closes politely: what was written before still arrives', async () => {
    const arrived = new Promise<string>((done) => {
      void serving((socket) => {
        let text = '';
        socket.on('data', (bytes) => (text += bytes.toString()));
        socket.on('end', () => (socket.end(), done(text)));
      }).then((port) => {
        const bytes = latin1Bytes('y'.repeat(200_000));
        connected(port)
          .pipe(
            switchMap((stream) => merge(stream.write(bytes), of('written'))),
            take(1),
          )
          .subscribe();
      });
    });

    expect((await arrived).length).toBe(200_000);
  });

  it('exchanges datagrams', async () => {
    const echo = createSocket('udp4');
    echo.on('message', (bytes, { port, address }) => echo.send(bytes, port, address));
    await new Promise<void>((done) => echo.bind(0, '127.0.0.1', done));
    const { port } = echo.address();
    const heard = net.bind(0).pipe(
      switchMap(({ incoming, send }) =>
        merge(incoming, send(latin1Bytes('ping'), { host: 'echo.example', port })),
      ),
      map(({ bytes, address, port: from }) => [latin1(bytes), address, from]),
      takeUntil(over),
    );

    expect(await firstValueFrom(heard)).toEqual(['ping', '127.0.0.1', port]);
    echo.close();
  });

  it('listens on this machine and takes clients', async () => {
    const port = await serving(() => undefined);
    servers.pop()?.close();
    const heard = net.listen(port).pipe(
      switchMap(({ accepted }) => accepted),
      switchMap((stream) => merge(stream.write(latin1Bytes('welcome')), stream.incoming)),
      map(latin1),
      takeUntil(over),
    );
    const first = firstValueFrom(heard);
    const client = connect(port, '127.0.0.1');
    const greeting = new Promise<string>((done) => client.on('data', (bytes) => done(bytes.toString())));
    client.write('hi');

    expect(await first).toBe('hi');
    expect(await greeting).toBe('welcome');
    client.destroy();
  });

  it('resolves names', async () => {
    expect(await firstValueFrom(net.resolve('echo.example'))).toEqual(['127.0.0.1']);
    expect(await firstValueFrom(net.resolve('localhost'))).toEqual(['127.0.0.1']);
    expect(await kindOf(net.resolve('no-such-name.invalid'))).toBe('dns');
  });
});
