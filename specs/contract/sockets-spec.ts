import {
  asyncScheduler,
  catchError,
  concat,
  concatMap,
  defer,
  delay,
  EMPTY,
  finalize,
  switchMap,
  forkJoin,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  Observable,
  of,
  race,
  take,
  takeUntil,
  tap,
  timer,
  toArray,
} from 'rxjs';
import {
  certificates,
  commands,
  type Modem,
  type ModemError,
  profiles,
  type SocketPort,
  type SocketTransport,
  sockets,
  type TlsOptions,
} from '../../lib';
import { faults } from '../../lib/emulator';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { patterned, repeated } from '../modem/bodies';
import { cable } from '../modem/cable';
import { virtually } from '../modem/virtually';
import {
  BODIES,
  echoed,
  given,
  HOST,
  linesOf,
  lookAlikes,
  PORTS,
  received,
  type SocketsDesk,
  socketsDesk,
  textOf,
  whole,
  working,
} from './socketsDesk';
import { isSame } from './asking';

const { sim800, a7600, sim7600, quectel } = profiles;
const FAMILIES = [sim800, a7600, sim7600, quectel];
const hello = latin1Bytes('hello');
const to = (port: number) => ({ host: HOST, port });
describe.each(FAMILIES)('sockets of a $title', (profile) => {
  const links = profile.sockets?.linksFor({ protocol: 'tcp', tls: undefined }).links ?? 0;
  const windowBytes = profile.sockets?.linksFor({ protocol: 'tcp', tls: undefined }).maxReadBytes ?? 0;
  const { reads, sends, closes } = linesOf(profile);
  // A Quectel is asked first how many bytes there are: `QIRD=0,0`.
  const isRead = (line: string): boolean => line.startsWith(reads) && !line.endsWith(',0');
  const isSend = (line: string): boolean => line.startsWith(sends);
  const isClose = (line: string): boolean => line.startsWith(closes);

  it.each(BODIES)('carry %s there and back', (_, bytes) => {
    const on = socketsDesk(profile);
    const { values, end } = working(on, (modem) => echoed(modem, bytes));

    expect(end).toBe('completed');
    expect(isSame(values[0], bytes)).toBe(true);
    expect(on.heard.filter(isClose)).toHaveLength(1);
  });

  it('carry bytes that look like a modem in pieces of 1 to 7 bytes, with URCs anywhere', () => {
    const bytes = repeated(lookAlikes, 2_000);
    const on = socketsDesk(profile, {
      faults: [
        faults.pieces({ least: 1, most: 7 }),
        faults.urcs({ lines: ['+CREG: 1', 'RING', '+CMTI: "SM",3'], chance: 0.5 }),
      ],
    });
    const { values, end } = working(on, (modem) => echoed(modem, bytes, { pieceBytes: 37 }));

    expect(end).toBe('completed');
    expect(isSame(values[0], bytes)).toBe(true);
  });

  it('bring all that the far end sent before it closed, and complete', () => {
    const body = patterned(20_000);
    const on = socketsDesk(profile, {}, body);
    const { values, end } = working(on, (modem) =>
      sockets.tcp(modem, to(PORTS.brings)).pipe(mergeMap(whole)),
    );

    expect(end).toBe('completed');
    expect(isSame(values[0], body)).toBe(true);
    // A Quectel keeps the number of a link in use until the host closes it, too.
    expect(on.heard.filter(isClose)).toHaveLength(profile === quectel ? 1 : 0);
  });

  it('read nothing that nobody wants, and keep it for the reader', () => {
    const body = patterned(20_000);
    const on = socketsDesk(profile, {}, body);
    const before: number[] = [];
    const { values, end } = working(on, (modem) =>
      sockets.tcp(modem, to(PORTS.brings)).pipe(
        mergeMap((socket) =>
          timer(60_000).pipe(
            mergeMap(() => {
              before.push(on.heard.filter(isRead).length);
              return whole(socket);
            }),
          ),
        ),
      ),
    );

    expect(before).toEqual([0]);
    expect(end).toBe('completed');
    expect(isSame(values[0], body)).toBe(true);
  });

  it('read one window at most while a reader holds them', () => {
    const on = socketsDesk(profile, {}, patterned(20_000));
    const reads: number[] = [];
    const held = (socket: SocketPort): Observable<null> => {
      const holding = socket.hold.subscribe();
      return timer(10_000).pipe(
        map(() => {
          reads.push(on.heard.filter(isRead).length);
          holding.unsubscribe();
          return null;
        }),
      );
    };
    const { end } = working(on, (modem) =>
      sockets
        .tcp(modem, to(PORTS.brings))
        .pipe(
          mergeMap((socket) =>
            socket.incoming.pipe(mergeMap((_, at) => (at === 0 ? held(socket) : of(null)))),
          ),
        ),
    );

    expect(reads).toEqual([1]);
    expect(end).toBe('completed');
  });

  it('keep what came while there was no reader for a moment', () => {
    const on = socketsDesk(profile);
    const { values, end } = working(on, (modem) =>
      sockets.tcp(modem, to(PORTS.echo)).pipe(
        mergeMap((socket) =>
          concat(
            socket.write(hello),
            received(socket, 5),
            socket.write(hello),
            timer(1_000).pipe(ignoreElements()),
            received(socket, 5),
          ),
        ),
        take(2),
      ),
    );

    expect(end).toBe('completed');
    expect(values).toEqual([hello, hello]);
  });

  it.each([
    ['refused', to(PORTS.refuses)],
    ['refused', to(PORTS.unknown)],
  ])('fail with `socket`, problem `%s`, where nobody listens', (problem, target) => {
    const { end } = working(socketsDesk(profile), (modem) => sockets.tcp(modem, target));

    expect(end).toMatchObject({ kind: 'socket', problem, where: `tcp://${HOST}:${target.port}` });
  });

  it('fail with `socket` where the name is unknown, and go on afterwards', () => {
    const on = socketsDesk(profile);
    const problems: unknown[] = [];
    const { values, end } = working(on, (modem) =>
      concat(
        new Observable<never>((next) =>
          sockets.tcp(modem, { host: 'no.example', port: 7 }).subscribe({
            error: (error: unknown) => {
              problems.push((error as ModemError).reason);
              next.complete();
            },
          }),
        ),
        echoed(modem, hello),
      ),
    );

    expect(problems).toMatchObject([{ kind: 'socket' }]);
    expect({ values, end }).toEqual({ values: [hello], end: 'completed' });
  });

  it('make a write fail behind the end of the far end, and say whether it may have gone', () => {
    const on = socketsDesk(profile);
    const { end } = working(on, (modem) =>
      sockets
        .tcp(modem, to(PORTS.brief))
        .pipe(
          mergeMap((socket) =>
            concat(socket.write(hello), timer(5_000).pipe(ignoreElements()), socket.write(hello)),
          ),
        ),
    );

    expect(end).toMatchObject({ kind: 'socket', problem: 'closed' });
    expect(end).not.toMatchObject({ mayBeDone: true });
    expect(on.heard.filter(isSend)).toHaveLength(1);
  });

  it.each([300, 320, 340, 360, 380])(
    'do not try again what is refused because the far end has closed, %d ms after it began',
    (afterMs) => {
      const serves = (incoming: Observable<Uint8Array>) =>
        incoming.pipe(take(1), delay(afterMs), ignoreElements());
      const leaving = { 'leaving.example': { tcp: { 7: serves } } };
      const on = socketsDesk(profile, { latencyMs: 50 }, hello, leaving);
      const { end } = working(on, (modem) =>
        sockets
          .tcp(modem, { host: 'leaving.example', port: 7 })
          .pipe(mergeMap((socket) => given(socket, patterned(200), 5))),
      );

      // `unsent` where the modem had the bytes already: they may have gone.
      expect(end).toMatchObject({
        kind: 'socket',
        problem: expect.stringMatching(/^(?:closed|unsent)$/) as string,
      });
      expect(on.heard.filter(isSend).length).toBeLessThan(20);
    },
  );

  it('close politely when their reader leaves, in the middle of everything', () => {
    const body = patterned(8_000);
    for (let after = 0; after < 60; after += 3) {
      const on = socketsDesk(profile, { latencyMs: 3 }, body);
      const { end } = working(on, (modem) => {
        const left = race(
          sockets.tcp(modem, to(PORTS.echo)).pipe(
            mergeMap((socket) => merge(given(socket, body, 100), socket.incoming)),
            ignoreElements(),
          ),
          timer(20 + after),
        ).pipe(ignoreElements());
        return concat(left, echoed(modem, hello));
      });

      expect({ after, end }).toEqual({ after, end: 'completed' });
    }
  });

  it('fail with `reset` when the modem restarts, and can be opened again', () => {
    const on = socketsDesk(profile, {}, patterned(1_000_000));
    const ends: unknown[] = [];
    const { values, end } = working(on, (modem) => {
      const broken = new Observable<never>((next) =>
        sockets
          .tcp(modem, to(PORTS.echo))
          .pipe(
            mergeMap((socket) =>
              merge(socket.incoming, timer(1_000).pipe(mergeMap(() => (on.virtual.restart(), NEVER)))),
            ),
          )
          .subscribe({
            error: (error: unknown) => {
              ends.push((error as ModemError).reason);
              next.complete();
            },
          }),
      );
      return concat(broken, echoed(modem, hello));
    });

    expect(ends).toMatchObject([{ kind: 'reset' }]);
    expect({ values, end }).toEqual({ values: [hello], end: 'completed' });
  });

  it('fail with `network` when their context is lost, never as if the far end had closed', () => {
    const on = socketsDesk(profile);
    const ends: unknown[] = [];
    const { values, end } = working(on, (modem) => {
      const broken = new Observable<never>((next) =>
        sockets
          .tcp(modem, to(PORTS.echo))
          .pipe(
            mergeMap((socket) =>
              merge(socket.incoming, timer(1_000).pipe(mergeMap(() => (on.virtual.loseSockets(), NEVER)))),
            ),
          )
          .subscribe({
            error: (error: unknown) => {
              ends.push((error as ModemError).reason);
              next.complete();
            },
          }),
      );
      return concat(broken, echoed(modem, hello));
    });

    expect(ends).toMatchObject([{ kind: 'network', lost: true }]);
    expect({ values, end }).toEqual({ values: [hello], end: 'completed' });
  });

  it('are as many at once as the modem has links; the next one waits for a free one', () => {
    const on = socketsDesk(profile);
    const bodies = Array.from({ length: links + 2 }, (_, at) => patterned(3_000 + at));
    const { values, end } = working(on, (modem) => forkJoin(bodies.map((bytes) => echoed(modem, bytes))));

    expect(end).toBe('completed');
    expect(bodies.map((bytes, at) => isSame(values[0]?.[at], bytes))).toEqual(bodies.map(() => true));
  });

  it('wait for a free link, politely: one that leaves the queue takes none', () => {
    const on = socketsDesk(profile);
    const { values, end } = working(on, (modem) => {
      const busy = merge(...Array.from({ length: links }, () => sockets.tcp(modem, to(PORTS.silent))));
      const impatient = race(sockets.tcp(modem, to(PORTS.echo)), timer(5_000)).pipe(
        take(1),
        ignoreElements(),
      );
      const meanwhile = concat(timer(20_000).pipe(ignoreElements()), impatient, timer(10_000));
      return concat(
        race(busy.pipe(ignoreElements()), meanwhile).pipe(take(1), ignoreElements()),
        echoed(modem, hello),
      );
    });

    expect(end).toBe('completed');
    expect(values).toEqual([hello]);
  });

  it('use at least 90 % of a line of 115,200 baud for a download', () => {
    const body = patterned(200_000);
    const on = socketsDesk(profile, { baud: 115_200 }, body);
    const took: number[] = [];
    const { values, end } = working(on, (modem) =>
      sockets.tcp(modem, to(PORTS.brings)).pipe(mergeMap((socket) => timed(whole(socket), took))),
    );

    expect(end).toBe('completed');
    expect(isSame(values[0], body)).toBe(true);
    expect((body.length * 10) / 115.2 / (took[0] ?? Infinity)).toBeGreaterThan(0.9);
  });

  it('let a command of another flow in after one window at most', () => {
    const on = socketsDesk(profile, { baud: 115_200 }, patterned(100_000));
    const took: number[] = [];
    const { end } = working(on, (modem) =>
      sockets.tcp(modem, to(PORTS.brings)).pipe(
        mergeMap((socket) =>
          merge(
            socket.incoming.pipe(ignoreElements()),
            timer(1_003, 1_009).pipe(
              take(5),
              mergeMap(() => timed(modem.send(commands.signal()), took)),
              ignoreElements(),
            ),
          ),
        ),
      ),
    );
    const windowMs = ((windowBytes + 100) * 10) / 115.2;

    expect(end).toBe('completed');
    expect(took).toHaveLength(5);
    expect(Math.max(...took)).toBeLessThan(windowMs + 20);
  });

  it('let a chat go on beside a bulk download', () => {
    const on = socketsDesk(profile, { baud: 115_200 }, patterned(300_000));
    const took: number[] = [];
    const { end } = working(on, (modem) => {
      const bulk = sockets.tcp(modem, to(PORTS.brings)).pipe(mergeMap((socket) => socket.incoming));
      const chat = sockets.tcp(modem, to(PORTS.echo)).pipe(
        mergeMap((socket) =>
          timer(1_000, 1_000).pipe(
            take(8),
            mergeMap(() => timed(merge(socket.write(hello), received(socket, 5)), took)),
          ),
        ),
        take(8),
      );
      return merge(bulk, chat).pipe(ignoreElements());
    });

    expect(end).toBe('completed');
    expect(took).toHaveLength(8);
    expect(Math.max(...took)).toBeLessThan(1_000);
  });

  it('take over a stack and links that an earlier program has left', () => {
    const on = socketsDesk(profile);
    const plugged = cable(on.virtual.transport);
    // A modem that is unplugged from its host goes on.
    const seen = virtually(() => {
      const ports: unknown[] = [];
      const opened = on
        .connected({}, plugged.transport)
        .pipe(switchMap((modem) => sockets.tcp(modem, to(PORTS.silent))));
      opened.subscribe({
        next: ({ name }) => (ports.push(name), plugged.unplug()),
        error: () => ports.push('unplugged'),
      });
      return ports;
    });

    expect(seen).toEqual([`tcp://${HOST}:${PORTS.silent}`, 'unplugged']);
    const { values, end } = working(on, (modem) =>
      concat(...Array.from({ length: links + 1 }, () => echoed(modem, hello))).pipe(toArray()),
    );

    expect(end).toBe('completed');
    expect(values[0]).toHaveLength(links + 1);
  });

  it('carry datagrams, each in one piece', () => {
    const on = socketsDesk(profile);
    const { values, end } = working(on, (modem) =>
      sockets.udp(modem, to(PORTS.echo)).pipe(
        mergeMap((socket) => concat(socket.write(hello), received(socket, 5))),
        take(1),
      ),
    );

    expect({ values, end }).toEqual({ values: [hello], end: 'completed' });
  });

  it('refuse a datagram that is too long, and a host that can not be spelled; nothing is written', () => {
    const on = socketsDesk(profile);
    const long = working(on, (modem) =>
      sockets.udp(modem, to(PORTS.echo)).pipe(mergeMap((socket) => socket.write(patterned(1_501)))),
    );
    const before = on.heard.length;
    const ends = [
      { host: 'a"b', port: 7 },
      { host: 'a b', port: 7 },
      { host: '', port: 7 },
      { host: 'a', port: 0 },
    ].map((target) => working(socketsDesk(profile), (modem) => sockets.tcp(modem, target)).end);

    expect(long.end).toMatchObject({ kind: 'invalid-argument', name: 'bytes' });
    expect(before).toBeGreaterThan(0);
    expect(ends).toMatchObject([
      ...Array.from({ length: 3 }, () => ({ kind: 'invalid-argument', name: 'host' })),
      { kind: 'invalid-argument', name: 'port' },
    ]);
  });

  it('listen for clients, and serve each', () => {
    const on = socketsDesk(profile);
    const answers: Uint8Array[] = [];
    const { values, end } = working(on, (modem) =>
      sockets.listen(modem, { port: 8_080 }).pipe(
        mergeMap((client) => client),
        mergeMap((socket) => concat(received(socket, 5), socket.write(latin1Bytes('welcome')))),
        take(1),
        (work) =>
          merge(
            work,
            timer(10_000).pipe(
              mergeMap(() => on.net.dial(8_080, of(hello))),
              mergeMap((bytes) => (answers.push(bytes), NEVER)),
            ),
          ),
        take(1),
      ),
    );

    expect({ values, end }).toEqual({ values: [hello], end: 'completed' });
  });

  it('resolve names, and ping', () => {
    const on = socketsDesk(profile);
    const { values, end } = working(on, (modem) =>
      concat(sockets.resolve(modem, HOST), sockets.ping(modem, HOST, { count: 2, eachMs: 1_000 })),
    );

    expect(end).toBe('completed');
    expect(values).toMatchObject([['203.0.113.1'], { sequence: 1 }, { sequence: 2 }]);
  });

  it('fail with `socket`, problem `name`, for a name that has no address', () => {
    const { end } = working(socketsDesk(profile), (modem) => sockets.resolve(modem, 'no.example'));

    expect(end).toMatchObject({ kind: 'socket', problem: 'name', where: 'no.example' });
  });
});

describe.each([a7600, sim7600, quectel])('TLS sockets of a $title, by the modem', (profile) => {
  const authority = latin1Bytes('-----BEGIN CERTIFICATE-----\nours');
  const secured = {
    'secure.example': {
      tcp: { 443: { serves: (incoming: Observable<Uint8Array>) => incoming, tls: { authority } } },
    },
  };
  const at = { host: 'secure.example', port: 443 };
  const talk = (tls: TlsOptions, stored = authority) => {
    const on = socketsDesk(profile, {}, hello, secured);
    const ending = working(on, (modem) =>
      concat(
        certificates.put(modem, 'ca.pem', stored).pipe(ignoreElements()),
        sockets.tcp(modem, { ...at, tls }).pipe(
          mergeMap((socket) => concat(socket.write(hello), received(socket, 5))),
          take(1),
        ),
      ),
    );
    return { ...ending, on };
  };

  it('are verified with a CA certificate on the modem', () => {
    const { values, end, on } = talk({ ca: 'ca.pem', verify: true });

    expect({ values, end }).toEqual({ values: [hello], end: 'completed' });
    expect(on.net.connections.at(-1)?.tls).toMatchObject({ verifies: true, namesServer: true, authority });
  });

  it('fail with `socket`, problem `handshake`, where the certificate is another one', () => {
    const { end } = talk({ ca: 'ca.pem', verify: true }, latin1Bytes('-----BEGIN CERTIFICATE-----\nother'));

    expect(end).toMatchObject({ kind: 'socket', problem: 'handshake', where: 'tcp://secure.example:443' });
  });

  it('verify nobody where no certificate is given, which the trace says', () => {
    const { values, on } = talk({});

    expect(values).toEqual([hello]);
    expect(on.net.connections.at(-1)?.tls).toMatchObject({ verifies: false });
  });

  it.each([0, 1, 1_500, 2_048, 3_000, 4_096, 20_000])(
    'bring all %d bytes that the far end sent before it closed, and complete',
    (length) => {
      const body = patterned(length);
      const slices = [0, 1, 2, 3].map((at) => body.subarray((at * length) / 4, ((at + 1) * length) / 4));
      const bringing = { 'secure.example': { tcp: { 443: { serves: () => of(...slices), tls: true } } } };
      const on = socketsDesk(profile, {}, hello, bringing);
      const { values, end } = working(on, (modem) =>
        sockets.tcp(modem, { ...at, tls: {} }).pipe(mergeMap(whole)),
      );

      expect(end).toBe('completed');
      expect(isSame(values[0], body)).toBe(true);
    },
  );

  it('are refused by name where they can not be verified, and over UDP; nothing is written', () => {
    const on = socketsDesk(profile);
    const { end } = working(on, (modem) => sockets.tcp(modem, { ...at, tls: { verify: true } }));

    expect(end).toMatchObject({ kind: 'unsupported', feature: 'verification without a certificate of a CA' });
  });

  it('are as many at once as the modem has, each with a context of its own', () => {
    const on = socketsDesk(profile, {}, hello, secured);
    const { links = 0 } = profile.sockets?.linksFor({ protocol: 'tcp', tls: {} }) ?? {};
    const bodies = Array.from({ length: links + 1 }, (_, one) => patterned(3_000 + one));
    const { values, end } = working(on, (modem) =>
      forkJoin(bodies.map((bytes) => echoed(modem, bytes, { ...at, tls: {} }))),
    );

    expect(end).toBe('completed');
    expect(bodies.map((bytes, one) => isSame(values[0]?.[one], bytes))).toEqual(bodies.map(() => true));
  });
});

describe('TLS sockets of a SIM800, by the modem', () => {
  it('carry bytes, and verify nobody, which is said where it is asked for', () => {
    const at = { host: HOST, port: PORTS.secure };
    const { values, end } = working(socketsDesk(sim800), (modem) => echoed(modem, hello, { ...at, tls: {} }));
    const asked = working(socketsDesk(sim800), (modem) =>
      sockets.tcp(modem, { ...at, tls: { verify: true } }),
    );

    expect({ values, end }).toEqual({ values: [hello], end: 'completed' });
    expect(asked.end).toMatchObject({ kind: 'unsupported' });
    expect(String((asked.end as { feature: string }).feature)).toContain('verification of TLS servers');
  });

  it('do not make TLS of a plain socket that follows', () => {
    const { values, end } = working(socketsDesk(sim800), (modem) =>
      concat(echoed(modem, hello, { port: PORTS.secure, tls: {} }), echoed(modem, hello)),
    );

    expect({ values, end }).toEqual({ values: [hello, hello], end: 'completed' });
  });
});

describe.each(FAMILIES)('clients of a port of a $title', (profile) => {
  const links = profile.sockets?.linksFor({ protocol: 'tcp', tls: undefined }).links ?? 0;
  const serving = (modem: Modem, serve: (socket: SocketPort) => Observable<unknown>) =>
    sockets.listen(modem, { port: 8_080 }).pipe(
      mergeMap((client) => client.pipe(mergeMap(serve))),
      ignoreElements(),
    );
  const dialling = (on: SocketsDesk, outgoing: Observable<Uint8Array>, afterMs = 10_000) =>
    timer(afterMs).pipe(mergeMap(() => on.net.dial(8_080, outgoing)));
  /** Dials, and adds what comes back to a text. */
  const hearing = (
    on: SocketsDesk,
    texts: string[],
    at: number,
    outgoing: Observable<Uint8Array>,
    afterMs: number,
  ): Observable<never> =>
    dialling(on, outgoing, afterMs).pipe(
      tap((bytes) => (texts[at] += textOf(bytes))),
      ignoreElements(),
    );

  it('get an answer each, several at once', () => {
    const on = socketsDesk(profile);
    const got: string[][] = [[], [], []];
    working(
      on,
      (modem) =>
        merge(
          serving(modem, (socket) =>
            socket.incoming.pipe(mergeMap((bytes) => socket.write(latin1Bytes(`you said ${textOf(bytes)}`)))),
          ),
          ...got.map((heard, at) =>
            dialling(on, concat(of(latin1Bytes(`hello ${at}`)), NEVER), 10_000 + at * 10).pipe(
              tap((bytes) => heard.push(textOf(bytes))),
              ignoreElements(),
            ),
          ),
        ),
      { act: (reading) => timer(25_000).subscribe(() => reading.unsubscribe()) },
    );

    expect(got.map((heard) => heard.join(''))).toEqual([0, 1, 2].map((at) => `you said hello ${at}`));
    expect(on.virtual.state.modem.sockets).toMatchObject({ links: new Map(), servers: new Map() });
  });

  it('that close end their transport, after all that they sent', () => {
    const on = socketsDesk(profile);
    const bodies: Uint8Array[] = [];
    const ends: string[] = [];
    working(
      on,
      (modem) =>
        merge(
          serving(modem, (socket) =>
            whole(socket).pipe(
              tap({ next: (bytes) => bodies.push(bytes), complete: () => ends.push('completed') }),
            ),
          ),
          dialling(on, of(patterned(4_000))).pipe(ignoreElements()),
        ),
      { act: (reading) => timer(25_000).subscribe(() => reading.unsubscribe()) },
    );

    expect(ends).toEqual(['completed']);
    expect(isSame(bodies[0], patterned(4_000))).toBe(true);
  });

  it('are closed when their reader leaves; others go on, and the port listens', () => {
    const on = socketsDesk(profile);
    const calls: string[] = [];
    working(
      on,
      (modem) =>
        merge(
          serving(modem, (socket) => received(socket, 5).pipe(take(1))),
          dialling(on, concat(of(hello), NEVER)).pipe(
            tap({ complete: () => calls.push('first') }),
            ignoreElements(),
          ),
          dialling(on, concat(of(hello), NEVER), 20_000).pipe(
            tap({ complete: () => calls.push('second') }),
            ignoreElements(),
          ),
        ),
      { act: (reading) => timer(40_000).subscribe(() => reading.unsubscribe()) },
    );

    expect(calls).toEqual(['first', 'second']);
  });

  it.each(Array.from({ length: 40 }, (_, at) => at * 10))(
    'get their own bytes and answers where one comes %d ms after another left, with its link',
    (afterMs) => {
      const on = socketsDesk(profile, { latencyMs: 20 });
      const bodies: string[] = [];
      const ends: unknown[] = [];
      const answers = ['', ''];
      working(
        on,
        (modem) =>
          merge(
            sockets.listen(modem, { port: 8_080 }).pipe(
              mergeMap((client, at) => {
                bodies[at] = '';
                return client.pipe(
                  mergeMap((socket) =>
                    socket.incoming.pipe(
                      tap((bytes) => (bodies[at] += textOf(bytes))),
                      concatMap((bytes) => socket.write(bytes)),
                    ),
                  ),
                  catchError((error: unknown) => ((ends[at] = (error as ModemError).reason), EMPTY)),
                );
              }),
              ignoreElements(),
            ),
            hearing(on, answers, 0, of(latin1Bytes('first')), 10_000),
            hearing(on, answers, 1, concat(of(latin1Bytes('second')), NEVER), 10_000 + afterMs),
          ),
        { act: (reading) => timer(40_000).subscribe(() => reading.unsubscribe()) },
      );

      const [early] = bodies;
      // A modem that gives the link away before its bytes were read has lost them: this is said.
      if (early !== 'first') {
        expect(early).toBe('');
        expect(ends[0]).toMatchObject({ kind: 'socket', problem: 'lost' });
      }
      expect(bodies.slice(1)).toEqual(['second']);
      expect(answers[1]).toBe('second');
    },
  );
  it.each(Array.from({ length: 20 }, (_, at) => 9_900 + at * 10))(
    'and connections of its own do not take each other’s links, one begun at %d ms, clients at 10 s',
    (beginsMs) => {
      const on = socketsDesk(profile, { latencyMs: 20 });
      const answers = ['', '', ''];
      const echoes: Uint8Array[] = [];
      const ends: unknown[] = [];
      working(
        on,
        (modem) =>
          merge(
            serving(modem, (socket) => socket.incoming.pipe(concatMap((bytes) => socket.write(bytes)))),
            timer(beginsMs).pipe(
              mergeMap(() => echoed(modem, hello)),
              tap({ next: (bytes) => echoes.push(bytes), error: (error: unknown) => ends.push(error) }),
              ignoreElements(),
            ),
            ...answers.map((_, at) =>
              dialling(on, concat(of(latin1Bytes(`client ${at}`)), NEVER), 10_000 + at * 15).pipe(
                tap((bytes) => (answers[at] += textOf(bytes))),
                ignoreElements(),
              ),
            ),
          ),
        { act: (reading) => timer(40_000).subscribe(() => reading.unsubscribe()) },
      );

      expect(ends).toEqual([]);
      expect(echoes).toEqual([hello]);
      expect(answers).toEqual(['client 0', 'client 1', 'client 2']);
    },
  );

  it('that nobody takes are closed when the listening ends, and their links are free again', () => {
    const on = socketsDesk(profile);
    let closed = 0;
    const late: unknown[] = [];
    const { values, end } = working(on, (modem) => {
      const left: SocketTransport[] = [];
      const listening = sockets.listen(modem, { port: 8_080 }).pipe(
        tap((client) => left.push(client)),
        ignoreElements(),
      );
      const callers = Array.from({ length: links }, () =>
        dialling(on, NEVER).pipe(tap({ complete: () => (closed += 1) })),
      );
      return concat(
        merge(listening, ...callers).pipe(ignoreElements(), takeUntil(timer(20_000))),
        timer(5_000).pipe(ignoreElements()),
        echoed(modem, hello),
        defer(() => left[0] ?? EMPTY).pipe(
          ignoreElements(),
          catchError((error: unknown) => (late.push((error as ModemError).reason), EMPTY)),
        ),
      );
    });

    expect({ values, end }).toEqual({ values: [hello], end: 'completed' });
    expect(late).toMatchObject([{ kind: 'socket', problem: 'lost' }]);
    expect(on.virtual.state.modem.sockets).toMatchObject({ links: new Map(), servers: new Map() });
  });

  it.each(Array.from({ length: 40 }, (_, at) => at * 2))(
    'get no byte that was meant for the client which left %d ms before',
    (afterMs) => {
      const on = socketsDesk(profile, { latencyMs: 5, baud: 9_600 });
      const heard = ['', ''];
      const endedMs = [NaN, NaN];
      const noted = (at: number) => tap<never>({ complete: () => (endedMs[at] = asyncScheduler.now()) });
      working(
        on,
        (modem) =>
          merge(
            sockets.listen(modem, { port: 8_080 }).pipe(
              mergeMap((client, at) =>
                client.pipe(
                  mergeMap((socket) =>
                    merge(
                      socket.incoming.pipe(ignoreElements()),
                      timer(0, 7).pipe(concatMap(() => socket.write(latin1Bytes(at === 0 ? 'a' : 'b')))),
                    ),
                  ),
                  catchError(() => EMPTY),
                ),
              ),
              ignoreElements(),
            ),
            hearing(on, heard, 0, timer(300).pipe(ignoreElements()), 10_000).pipe(noted(0)),
            hearing(on, heard, 1, timer(5_000).pipe(ignoreElements()), 10_300 + afterMs).pipe(noted(1)),
          ),
        { act: (reading) => timer(40_000).subscribe(() => reading.unsubscribe()) },
      );

      expect(heard[0]).toMatch(/^a+$/);
      // A modem that asks for the bytes of the one who left is given zeros; its connection is of no use then.
      expect(heard[1]).toMatch(/^(?:b+|\0b?)$/);
      if (heard[1]?.startsWith('\0')) expect(endedMs[1]).toBeLessThan(11_000);
    },
  );
});

/** Notes how long something took, in virtual time. */
const timed = <T>(work: Observable<T>, took: number[]): Observable<T> =>
  defer(() => {
    const began = asyncScheduler.now();
    return work.pipe(finalize(() => took.push(asyncScheduler.now() - began)));
  });

describe('sockets of a Quectel that sets an empty line behind what is read', () => {
  const blank = [faults.blankLine(), faults.blankLine({ during: 'AT+QSSLRECV' })];

  it.each(BODIES)('carry %s there and back, with and without URCs and TLS', (_, bytes) => {
    for (const more of [[], [faults.urcs({ lines: ['+CREG: 1', 'RING'], chance: 0.5 })]])
      for (const how of [{}, { port: PORTS.secure, tls: {} }]) {
        const on = socketsDesk(quectel, { faults: [...blank, ...more] });
        const { values, end } = working(on, (modem) => echoed(modem, bytes, how));

        expect(end).toBe('completed');
        expect(isSame(values[0], bytes)).toBe(true);
      }
  });
});
