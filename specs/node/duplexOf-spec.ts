import { once } from 'node:events';
import { finished, pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { EMPTY, NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { ModemError, profiles, sockets, type SocketPort } from '../../lib';
import { duplexOf } from '../../lib/transports/node';
import { allOf, type Listening, nodeDesk, type NodeDesk, tcpServer } from './nodeDesk';

const lost = new ModemError({ kind: 'network', step: 'socket', seen: '+PDP: DEACT', lost: true });
const body = Buffer.from(Array.from({ length: 60_000 }, (_, at) => (at * 13) & 0xff));
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** A port that the spec plays the far end of. */
const fakePort = () => {
  const incoming = new Subject<Uint8Array>();
  const written: string[] = [];
  let holds = 0;
  const port: SocketPort = {
    name: 'tcp://far:7',
    incoming,
    hold: new Observable(() => {
      holds += 1;
      return () => {
        holds -= 1;
      };
    }),
    write: (bytes) =>
      new Observable((writer) => {
        written.push(Buffer.from(bytes).toString());
        writer.complete();
      }),
  };
  return { port, incoming, written, holds: () => holds };
};

describe('duplexOf', () => {
  it('writes pieces that wait as one, in order, and ends when they are written', async () => {
    const { port, written } = fakePort();
    const stream = duplexOf(port);
    stream.cork();
    for (const piece of ['a', 'b', 'c']) stream.write(piece);
    stream.uncork();
    stream.end('d');
    await once(stream, 'finish');

    expect(written.join('|')).toBe('abc|d');
    stream.destroy();
  });

  it('holds the port while nobody reads, and lets go when the reader wants more', async () => {
    const { port, incoming, holds } = fakePort();
    const stream = duplexOf(port);
    stream.read();
    await turns(3);
    incoming.next(new Uint8Array(100_000));
    const held = holds();
    stream.resume();
    await turns(3);

    expect([held, holds()]).toEqual([1, 0]);
    stream.destroy();
  });

  it('keeps its writers waiting while the port takes nothing', async () => {
    const { port } = fakePort();
    const stream = duplexOf({ ...port, write: () => NEVER });
    await turns(3);

    expect(stream.write(new Uint8Array(100_000))).toBe(false);
    await turns(3);
    expect(stream.writableNeedDrain).toBe(true);
    stream.destroy();
  });

  it('ends when the far end does, and closes by itself', async () => {
    const { port, incoming } = fakePort();
    const stream = duplexOf(port);
    const all = allOf(stream);
    await turns(3);
    incoming.next(Buffer.from('bye'));
    incoming.complete();

    expect((await all).toString()).toBe('bye');
    expect(stream.destroyed).toBe(true);
  });

  it('fails once with the reason of the port', async () => {
    const { port, incoming } = fakePort();
    const stream = duplexOf(port);
    const errors: unknown[] = [];
    stream.on('error', (error) => errors.push(error));
    stream.resume();
    await turns(3);
    incoming.error(lost);
    await turns(3);

    expect(errors).toEqual([lost]);
    expect(stream.destroyed).toBe(true);
  });

  it.each([
    ['an alert of TLS 1.2', [21, 3, 3, 0, 2, 1, 0], false],
    ['a hidden alert of TLS 1.3', [23, 3, 3, 0, 19, ...new Array<number>(19).fill(7)], false],
    ['other bytes', [23, 3, 3, 0, 20, ...new Array<number>(20).fill(7)], true],
  ])('where %s cross the close of the far end, it fails: %j → %s', async (_, bytes, fails) => {
    const { port } = fakePort();
    const closed = { kind: 'socket', where: 'tcp://far:7', problem: 'closed', seen: '0, CLOSED' } as const;
    const stream = duplexOf({ ...port, write: () => throwError(() => new ModemError(closed)) });
    const errors: unknown[] = [];
    stream.on('error', (error) => errors.push(error)).end(Buffer.from(bytes));
    await turns(5);
    stream.destroy();

    expect(errors).toHaveLength(fails ? 1 : 0);
  });

  it('fails where the transport can not be opened, and what was written fails, too', async () => {
    const stream = duplexOf(throwError(() => lost));
    const problems: unknown[] = [];
    stream.on('error', () => undefined);
    stream.write('x', (error) => problems.push(error));
    await turns(5);

    expect(problems).toEqual([lost]);
    await expect(finished(stream)).rejects.toBe(lost);
  });

  it('leaves the transport when it is destroyed, before and after it is open', async () => {
    for (const opens of [EMPTY, of(fakePort().port)]) {
      let [opened, left] = [0, 0];
      const stream = duplexOf(
        new Observable((reader) => {
          opened += 1;
          reader.add(opens.subscribe((port) => reader.next(port)));
          return () => {
            left += 1;
          };
        }),
      );
      await turns(3);
      stream.destroy();
      await turns(3);

      expect([opened, left]).toEqual([1, 1]);
    }
  });

  it('does not connect where it is destroyed at once', async () => {
    let opened = 0;
    const stream = duplexOf(new Observable(() => void (opened += 1)));
    stream.destroy();
    await turns(3);

    expect(opened).toBe(0);
  });

  describe.each([profiles.sim800, profiles.a7600, profiles.quectel])(
    'over a socket of a $title',
    (profile) => {
      let desk: NodeDesk;
      let echo: Listening;
      let bringing: Listening;

      beforeAll(async () => {
        desk = await nodeDesk(profile);
        echo = await tcpServer((socket) => socket.pipe(socket));
        bringing = await tcpServer((socket) => socket.end(body));
      });
      afterAll(() => {
        desk.close();
        for (const server of [echo, bringing]) server.close();
      });
      const to = ({ port }: Listening) => sockets.tcp(desk.modem, { host: '127.0.0.1', port });

      it('carries bytes both ways', async () => {
        const stream = duplexOf(to(echo));
        const parts: Buffer[] = [];
        let got = 0;
        const back = new Promise<void>((resolve) => {
          stream.on('data', (part: Buffer) => {
            parts.push(part);
            got += part.length;
            if (got === body.length) resolve();
          });
        });
        stream.write(body);
        await back;
        stream.destroy();

        expect(Buffer.concat(parts).equals(body)).toBe(true);
      });

      it('brings all that the far end sent before it closed', async () => {
        expect((await allOf(duplexOf(to(bringing)))).equals(body)).toBe(true);
      });

      it('goes through a pipeline', async () => {
        const parts: Uint8Array[] = [];
        await pipeline(
          Readable.from([Buffer.from('GET')]),
          duplexOf(to(bringing)),
          async (source: AsyncIterable<Uint8Array>) => {
            for await (const part of source) parts.push(part);
          },
        );

        expect(Buffer.concat(parts).equals(body)).toBe(true);
      });
    },
  );
});
