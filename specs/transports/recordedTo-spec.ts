import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, http, type Modem, openModem, ModemError, recorded, replay, sim800 } from 'rxmodem';
import { emulator, simulatedWeb } from 'rxmodem/emulator';
import { recordedTo, serveTcp, tcp } from 'rxmodem/node';
import { EMPTY, firstValueFrom, map, retry, switchMap, take, tap, identity } from 'rxjs';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { session, virtualModem } from './recordedSession';

const SESSION = `
  > AT
  < OK
  > ATE0
  < OK
  > AT+CMEE=1
  < OK
  > AT+CSQ
  5ms < +CSQ: 20,0
  < OK`;

describe('recordedTo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rxmodem-recorded-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('begins a file anew and writes all openings to it, as they come', () => {
    const file = join(folder, 'session.txt');
    writeFileSync(file, 'what was there before');
    chmodSync(file, 0o644);
    const transport = recordedTo(virtualModem(sim800, {}), file);
    const ask = () => session(transport, sim800, (modem) => modem.send(commands.signal()));
    const first = ask();
    const once = readFileSync(file, 'latin1');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    ask();

    expect(once).toMatch(/^# emulator, .*\n\^\n> AT\n[^]*> AT\+CSQ\n[^]*!\n$/);
    expect(readFileSync(file, 'latin1').match(/^\^$/gm)).toHaveLength(2);
    expect(session(replay(once), sim800, (modem) => modem.send(commands.signal())).seen).toEqual(first.seen);
  });

  it('fails with port where the file can not be written', () => {
    const { watched } = session(
      recordedTo(virtualModem(sim800, {}), join(folder, 'no', 'such')),
      sim800,
      () => EMPTY,
    );

    expect(watched).toMatchObject({ end: 'port', reason: { problem: expect.stringContaining('ENOENT') } });
  });
});

describe('a recording that can not be written any more', () => {
  it.each([
    { reader: 'that is read', whileRead: identity },
    { reader: 'whose reader has taken it and left', whileRead: take<Modem>(1) },
  ])('ends what is open on a modem $reader, and the modem is wound up', ({ whileRead }) => {
    const virtual = emulator({ family: 'sim800', origin: simulatedWeb({ 'http://a/': 'x'.repeat(500) }) });
    const heard: string[] = [];
    virtual.heard.subscribe((text) => heard.push(text));
    let isFull = false;
    const transport = recorded(virtual.transport, () => {
      if (isFull)
        throw new ModemError({ kind: 'port', where: 'session.txt', problem: 'ENOSPC: no space left' });
    });
    const { end, reason } = virtually(() =>
      watch(
        openModem(transport, sim800).pipe(
          whileRead,
          switchMap((modem) => http.get(modem, { url: 'http://a/', windowBytes: 100 })),
          tap(() => (isFull = true)),
        ),
      ),
    );

    expect({ end, reason }).toMatchObject({ end: 'port', reason: { problem: 'ENOSPC: no space left' } });
    expect(heard.slice(-1)).toEqual(['AT+HTTPTERM']);
  });
});

describe('serveTcp with a transport', () => {
  const asked = (transport: ReturnType<typeof tcp>) =>
    firstValueFrom(
      openModem(transport, sim800, { quietMs: 10 }).pipe(
        take(1),
        switchMap((modem) => modem.send(commands.signal())),
        map(({ value }) => value.rssi),
        // One client at a time: the one before may still be on its way out.
        retry({ count: 20, delay: 25 }),
      ),
    );
  const clientOf = (address: string) => tcp({ host: '127.0.0.1', port: Number(/\d+$/.exec(address)?.[0]) });

  it('serves what it leads to, anew to each client', async () => {
    const got = serveTcp({ transport: replay(SESSION) }).pipe(
      switchMap(async (address) => [await asked(clientOf(address)), await asked(clientOf(address))]),
    );

    expect(await firstValueFrom(got)).toEqual([20, 20]);
  });

  it('fails where the transport does', async () => {
    const served = serveTcp({ transport: replay('> ATX') }).pipe(
      switchMap((address) => asked(clientOf(address)).catch(() => new Promise<never>(() => undefined))),
    );

    await expect(firstValueFrom(served)).rejects.toBeInstanceOf(ModemError);
  });
});
