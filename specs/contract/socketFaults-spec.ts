import type { Observable } from 'rxjs';
import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  ignoreElements,
  map,
  merge,
  mergeMap,
  NEVER,
  of,
  switchMap,
  take,
  tap,
  timer,
} from 'rxjs';
import { ModemError, profiles, type Modem, type Profile, sockets } from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { scripted } from '../../lib/testing';
import { openModem } from '../../lib';
import { joinBytes } from '../../operators/joinBytes';
import { patterned } from '../modem/bodies';
import { cable } from '../modem/cable';
import { line } from '../modem/scripted';
import { virtually } from '../modem/virtually';
import { meddling } from '../laws/sweep/meddling';
import { echoed, given, HOST, linesOf, PORTS, socketsDesk, whole, working } from './socketsDesk';

const { sim800, a7600, sim7600, quectel } = profiles;
const hello = latin1Bytes('hello');
const to = (port: number) => ({ host: HOST, port });

/** A server that keeps all that it gets. */
const keeping = () => {
  const got: Uint8Array[] = [];
  const site = {
    'keep.example': {
      tcp: {
        7: (incoming: Observable<Uint8Array>) =>
          incoming.pipe(
            tap((bytes) => got.push(bytes)),
            ignoreElements(),
          ),
      },
    },
  };
  return { site, bytes: () => joinBytes(got) };
};

/** The reason of a failure as a value; other ends complete. */
const reasonOf = (work: Observable<unknown>): Observable<unknown> =>
  work.pipe(
    ignoreElements(),
    catchError((error: unknown) => of(error instanceof ModemError ? error.reason : error)),
  );

const deskWith = (profile: Profile, given: Partial<EmulatorSettings>, body?: Uint8Array) => {
  const { site, bytes } = keeping();
  return { on: socketsDesk(profile, given, body, site), kept: bytes };
};

describe.each([sim800, a7600, sim7600, quectel])('sockets of a $title on a bad day', (profile) => {
  const sending = (modem: Modem, bytes: Uint8Array, more = {}) =>
    sockets
      .tcp(modem, { host: 'keep.example', port: 7, ...more })
      .pipe(switchMap((socket) => concat(given(socket, bytes, 900), of('sent'))));

  // A modem that can't be asked for its room takes a part, and its link is of no use then (A76XX AT manual V1.09 page 328).
  const tellsRoom =
    profile === quectel || profile.sockets?.linksFor({ protocol: 'tcp', tls: undefined }).room !== undefined;
  const { reads } = linesOf(profile);

  it('sends when the modem has room again, or says that a part may have gone; nothing goes twice', () => {
    const bytes = patterned(9_000);
    const { on, kept } = deskWith(profile, { faults: [faults.fullWindow({ bytes: 0, times: 7, skip: 2 })] });
    const { values } = working(on, (modem) => reasonOf(sending(modem, bytes).pipe(take(1))));
    const sent = kept();

    expect(values).toMatchObject(tellsRoom ? [] : [{ kind: 'socket', problem: 'unsent', mayBeDone: true }]);
    expect(Buffer.compare(sent, bytes.subarray(0, sent.length))).toBe(0);
    expect(sent.length === bytes.length).toBe(tellsRoom);
  });

  it('says that a failed piece may have gone, and sends nothing behind it', () => {
    const bytes = patterned(9_000);
    const { on, kept } = deskWith(profile, { faults: [faults.failedSends({ skip: 3 })] });
    const { values } = working(on, (modem) => reasonOf(sending(modem, bytes).pipe(take(1))));

    // A Quectel says afterwards that it has taken nothing: the piece is sent then.
    const isSent = profile === quectel;
    expect(values).toMatchObject(isSent ? [] : [{ kind: 'socket', problem: 'unsent', mayBeDone: true }]);
    expect(Buffer.compare(kept(), bytes.subarray(0, kept().length))).toBe(0);
    expect(kept().length === bytes.length).toBe(isSent);
  });

  it('waits for the far end where that is wanted', () => {
    const { on } = deskWith(profile, { faults: [faults.slowSends({ ms: 3_000 })] });
    const took: number[] = [];
    const { values } = working(on, (modem) =>
      sockets.tcp(modem, { host: 'keep.example', port: 7, confirm: 'peer' }).pipe(
        mergeMap((socket) => {
          const began = asyncScheduler.now();
          return concat(
            socket.write(hello),
            defer(() => (took.push(asyncScheduler.now() - began), of('sent'))),
          );
        }),
      ),
    );

    expect(values).toEqual(['sent']);
    expect(took[0]).toBeGreaterThanOrEqual(3_000);
  });

  it('fails where the modem can not connect, and a late word about that harms nobody', () => {
    for (const ms of [0, 40_000]) {
      const { on } = deskWith(profile, { faults: [faults.failedConnects({ ms })] });
      const { values, end } = working(on, (modem) =>
        concat(
          reasonOf(sockets.tcp(modem, { ...to(PORTS.echo), connectMs: 20_000 })).pipe(
            map((reason) => (reason as { kind: string }).kind),
          ),
          merge(echoed(modem, hello), timer(60_000).pipe(switchMap(() => echoed(modem, hello)))),
        ),
      );

      expect(values[0]).toBe(ms === 0 ? 'socket' : 'timeout');
      expect({ values: values.slice(1), end }).toEqual({ values: [hello, hello], end: 'completed' });
    }
  });

  it('reads all that came before the far end closed in the middle of a window', () => {
    const body = patterned(3_000);
    for (let after = 0; after < 90; after += 7) {
      const { on } = deskWith(profile, { faults: [faults.linksClosed({ during: reads, after })] }, body);
      const { values, end } = working(on, (modem) =>
        sockets.tcp(modem, to(PORTS.brings)).pipe(mergeMap(whole)),
      );

      expect(end).toBe('completed');
      expect(Buffer.compare(values[0] as Uint8Array, body)).toBe(0);
    }
  });

  it.each([
    ['lostBytes', (after: number) => faults.lostBytes({ during: reads, after, count: 3 })],
    ['stall', (after: number) => faults.stall({ during: reads, after })],
    ['restart', (after: number) => faults.restart({ during: reads, after })],
    ['socketsLost', (after: number) => faults.socketsLost({ during: reads, after })],
  ] as const)('delivers no wrong byte where %s strikes a window, and works afterwards', (_, fault) => {
    const body = patterned(3_000);
    for (let after = 0; after < 1_500; after += 157) {
      const { on } = deskWith(profile, { faults: [fault(after)] }, body);
      const got: Uint8Array[] = [];
      const { values, end } = working(on, (modem) =>
        concat(
          reasonOf(
            sockets.tcp(modem, to(PORTS.brings)).pipe(
              mergeMap((socket) => socket.incoming),
              tap((bytes) => got.push(bytes)),
            ),
          ),
          echoed(modem, hello),
        ),
      );
      const came = joinBytes(got);

      expect({ after, fits: Buffer.compare(came, body.subarray(0, came.length)) }).toEqual({
        after,
        fits: 0,
      });
      if (came.length < body.length) expect(values).toHaveLength(2);
      expect({ after, end, last: values.at(-1) }).toEqual({ after, end: 'completed', last: hello });
    }
  });

  it('fails with `closed` where the modem is unplugged in any state', () => {
    const body = patterned(3_000);
    for (let after = 0; after < 120; after += 11) {
      const { on } = deskWith(profile, { latencyMs: 2 }, body);
      const plugged = cable(on.virtual.transport);
      const kinds: unknown[] = [];
      virtually(() => {
        timer(30 + after).subscribe(() => plugged.unplug());
        on.connected({}, plugged.transport)
          .pipe(
            switchMap((modem) =>
              sockets
                .tcp(modem, to(PORTS.echo))
                .pipe(mergeMap((socket) => merge(given(socket, body, 100), socket.incoming, NEVER))),
            ),
          )
          .subscribe({ error: (error: unknown) => kinds.push((error as ModemError).reason.kind) });
      });

      expect(kinds).toEqual(['closed']);
    }
  });

  it('connects again after a while to a modem that was unplugged, by `reconnect`', () => {
    const { on } = deskWith(profile, {});
    const plugged = cable(on.virtual.transport);
    const seen: unknown[] = [];
    virtually(() => {
      timer(5_000).subscribe(() => plugged.unplug());
      timer(9_000).subscribe(() => plugged.plug());
      const modems = on.connected({ reconnect: true }, plugged.transport);
      const reading = modems
        .pipe(
          switchMap((modem) =>
            concat(
              reasonOf(sockets.tcp(modem, to(PORTS.silent)).pipe(mergeMap(({ incoming }) => incoming))).pipe(
                map((reason) => (reason as { kind: string }).kind),
              ),
              echoed(modem, hello),
            ),
          ),
        )
        .subscribe({ next: (value) => seen.push(value), error: (error: unknown) => seen.push(error) });
      timer(60_000).subscribe(() => reading.unsubscribe());
    });

    expect(seen).toEqual(['closed', hello]);
  });
});

describe.each([sim800, a7600, sim7600, quectel])('a $title whose reading is refused once', (profile) => {
  const isReading = /^AT\+(?:CIPRXGET=2|CCHRECV=\d|QIRD=\d+,[1-9]|QSSLRECV=)/;

  it.each([
    ['plain', {}],
    ['TLS', { tls: {} }],
  ])('delivers all bytes or fails, behind the end of the far end, too: %s', (_, more) => {
    const body = patterned(7_000);
    const bringing = { serves: () => of(body.subarray(0, 3_500), body.subarray(3_500)), tls: 'tls' in more };
    for (let nth = 1; nth < 8; nth += 1) {
      const on = socketsDesk(profile, {}, body, { 'brings.example': { tcp: { 80: bringing } } });
      let readings = 0;
      const { through } = meddling(({ line: text }) => {
        readings += Number(isReading.test(text));
        return isReading.test(text) && readings === nth ? { says: [line('ERROR')] } : undefined;
      });
      const got: Uint8Array[] = [];
      const ends: unknown[] = [];
      virtually(() => {
        on.connected({}, through(on.virtual.transport))
          .pipe(
            take(1),
            switchMap((modem) =>
              sockets
                .tcp(modem, { host: 'brings.example', port: 80, ...more })
                // All is in the modem, and the far end has closed, when the reading begins.
                .pipe(switchMap((socket) => timer(5_000).pipe(switchMap(() => socket.incoming)))),
            ),
          )
          .subscribe({
            next: (bytes) => got.push(bytes),
            error: (error: unknown) => ends.push((error as ModemError).reason.kind),
            complete: () => ends.push('completed'),
          });
      });
      const came = joinBytes(got);

      expect({ nth, ends }).toEqual({ nth, ends: ['completed'] });
      expect({ nth, isAll: Buffer.compare(came, body) }).toEqual({ nth, isAll: 0 });
    }
  });
});

describe('a stack that looks open and is not', () => {
  it('is shut and opened once, where no other socket uses it', () => {
    const heard: string[] = [];
    const conversation = `
      > AT
      < OK
      > ATE0
      < OK
      > AT+CMEE=1
      < OK
      > AT+CIPSTATUS
      < OK
      < STATE: IP STATUS
      > AT+CIPMUX?
      < +CIPMUX: 1
      < OK
      > AT+CIPRXGET?
      < +CIPRXGET: 1
      < OK
      > AT+CIPSSL=0
      < OK
      > AT+CIPSTART=0,"TCP","far.example",7
      < +CME ERROR: 3
      > AT+CIPSHUT
      < SHUT OK
      > AT+CIPSTATUS
      < OK
      < STATE: IP INITIAL
      > AT+CIPSHUT
      < SHUT OK
      > AT+CIPMUX=1
      < OK
      > AT+CIPRXGET=1
      < OK
      > AT+CIPQSEND=1
      < OK
      > AT+CSTT?
      < +CSTT: "internet","",""
      < OK
      > AT+CSTT="internet"
      < OK
      > AT+CIICR
      < OK
      > AT+CIFSR
      < 10.1.2.3
      > AT+CIPSSL=0
      < OK
      > AT+CIPSTART=0,"TCP","far.example",7
      < OK
      < 0, CONNECT OK
      > AT+CIPCLOSE=0,0
      < 0, CLOSE OK
    `;
    virtually(() => {
      const modems = openModem(scripted(conversation), sim800);
      const reading = modems.pipe(switchMap((modem) => sockets.tcp(modem, to(7)))).subscribe({
        next: ({ name }) => heard.push(name),
        error: (error: unknown) => heard.push((error as Error).message),
      });
      timer(30_000).subscribe(() => reading.unsubscribe());
    });

    expect(heard).toEqual(['tcp://far.example:7']);
  });
});
