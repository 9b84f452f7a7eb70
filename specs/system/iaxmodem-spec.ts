import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  catchError,
  concat,
  delay,
  firstValueFrom,
  ignoreElements,
  merge,
  type Observable,
  of,
  switchMap,
  take,
  timeout,
  toArray,
} from 'rxjs';
import {
  a7600,
  command,
  commands,
  openModem,
  at,
  type Modem,
  ModemError,
  ofUrc,
  raw,
  sim800,
  type TraceEntry,
} from '../../lib';
import { serialPort } from '../../lib/transports/node';

/**
 * A modem that nobody here wrote: `iaxmodem`, of Debian's package of that name, a fax modem with the V.250 interpreter of
 * spandsp. It knows no radio: it answers as any modem does.
 */

const { circuitRegistration, echo, ring, signal, simState } = commands;
const folder = mkdtempSync(join(tmpdir(), 'iaxmodem-spec-'));
const path = join(folder, 'tty');
const STARTS_WITHIN_MS = 10_000;
let daemon: ChildProcess;

beforeAll(async () => {
  daemon = spawn('python3', [join(__dirname, 'iaxmodem.py'), folder], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const end = Date.now() + STARTS_WITHIN_MS;
  while (!existsSync(path) && Date.now() < end) await pause(50);
});

afterAll(async () => {
  const ended = once(daemon, 'close');
  daemon.stdin?.end();
  await ended;
  rmSync(folder, { recursive: true, force: true });
});

/** Brings it up and talks to it; gives the lines that crossed the port, too. */
const talking = async <T>(channel: (modem: Modem) => Observable<T>, profile = sim800) => {
  const lines: string[] = [];
  const trace = ({ sign, text }: TraceEntry) => lines.push(`${sign} ${text}`);
  const modems = openModem(serialPort(path), profile, { trace });
  const values = await firstValueFrom(modems.pipe(switchMap((modem) => channel(modem).pipe(toArray()))));
  await pause(50);
  return { lines, values };
};

/** Somebody comes, types this, and goes. */
const leave = async (typed: string): Promise<void> => {
  const port = serialPort(path);
  await firstValueFrom(
    port.pipe(
      switchMap(({ write }) => concat(write(Buffer.from(`${typed}\r`, 'latin1')), of(true).pipe(delay(300)))),
    ),
  );
};

const kindOf = (error: unknown) => of(error instanceof ModemError ? error.reason.kind : String(error));

it('is brought up, says what it is, and refuses what it does not know', async () => {
  const { values } = await talking((modem) =>
    concat(
      modem.send(raw('ATI', modem.profile.vocabulary)),
      modem.send(signal()).pipe(catchError(kindOf)),
      modem.send(raw('ATI3', modem.profile.vocabulary)),
    ),
  );

  expect(values).toMatchObject([{ lines: ['spandsp'] }, 'refused', { lines: ['www.soft-switch.org'] }]);
});

it('may echo: its echo is no answer', async () => {
  const { lines, values } = await talking((modem) =>
    concat(
      modem.send(echo({ on: true })),
      modem.send(raw('ATI', modem.profile.vocabulary)),
      modem.send(raw('ATI', modem.profile.vocabulary)),
      modem.send(echo({ on: false })),
    ),
  );

  expect(values.slice(1, 3)).toMatchObject([{ lines: ['spandsp'] }, { lines: ['spandsp'] }]);
  expect(lines.filter((line) => line === '< ATI')).toHaveLength(2);
});

it.each(['ATV0', 'ATE1V0', 'ATQ1', 'ATQ1V0E1'])(
  'is brought up after somebody left it with %s',
  async (typed) => {
    await leave(typed);
    const { lines, values } = await talking(
      (modem) => modem.send(raw('ATI', modem.profile.vocabulary)),
      a7600,
    );

    expect(lines).toContain('> ATQ0V1');
    expect(values).toMatchObject([{ lines: ['spandsp'] }]);
  },
);

it('answers with no blank behind the colon, and with fewer fields than a SIMCom', async () => {
  const registration = command('+CREG?', {
    does: 'Reads the registration as this modem tells it.',
    source: 'observed on iaxmodem 1.2.0',
    answers: { status: at.integer },
    timeoutMs: 2_000,
    example: `
      > AT+CREG?
      < +CREG: 0
      < OK`,
  });
  const { lines, values } = await talking((modem) =>
    concat(
      modem.send(simState()),
      modem.send(registration()),
      modem.send(circuitRegistration()).pipe(catchError(kindOf)),
    ),
  );

  expect(lines).toContain('< +CPIN:0');
  expect(lines).toContain('< +CREG:0');
  expect(values).toMatchObject([{ value: { state: '0' } }, { value: { status: 0 } }, 'unreadable']);
});

it('rings between commands, and answers them', async () => {
  const { lines, values } = await talking((modem) => {
    const rung = modem.urcs.pipe(ofUrc(ring), take(1), timeout(5_000));
    const asked = Array.from({ length: 20 }, () => modem.send(raw('ATI', modem.profile.vocabulary)));
    daemon.stdin?.write('ring\n');
    return merge(rung.pipe(ignoreElements()), concat(...asked));
  });

  expect(lines).toContain('< RING');
  expect(values).toHaveLength(20);
});
