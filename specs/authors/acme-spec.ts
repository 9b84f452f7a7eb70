import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detectProfile, ftp, http, openModem, profileNamed, profileOf } from '../../lib';
import { registerFamily } from '../../lib/authors';
import { exampleProblems } from '../../lib/testing';
import { emulator, handle, ok, simulatedWeb } from '../../lib/emulator';
import { mergeMap, take } from 'rxjs';
import { command } from '../../lib/grammar/command';
import { explain } from '../../lib/grammar/errors/explain';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { acme, doorLock, doorMoved, getIt, lockIt, webDone, webGet, webRead } from './acme';

const run = <T>(flow: Parameters<typeof watch<T>>[0]) => virtually(() => watch(flow));
const virtual = () => emulator({ family: 'acme', origin: simulatedWeb({}) });

describe('a family of another package', () => {
  it('has under 200 lines, client, emulator and program', () => {
    expect(readFileSync(join(__dirname, 'acme.ts'), 'utf8').split('\n').length).toBeLessThan(200);
  });

  it('gets a page, and hears its own URC', () => {
    expect(run(getIt())).toMatchObject({ values: ['hello'], end: 'completed' });
    expect(run(lockIt())).toMatchObject({ values: [{ locked: true }], end: 'completed' });
  });

  it('says why a page did not come', () => {
    const { reason } = run(
      openModem(virtual().transport, acme).pipe(
        take(1),
        mergeMap((modem) =>
          http.get(modem, { url: 'http://nowhere.example/', retry: { attempts: 1, delay: 0 } }),
        ),
      ),
    );

    expect(reason && explain(reason)).toBe('HTTP code 2: the server could not be reached; check the host');
  });

  it('has examples that hold', () => {
    expect(exampleProblems({ webGet, webDone, webRead, doorLock, doorMoved })).toEqual([]);
  });

  it('is detected by what its modem calls itself', () => {
    expect(run(detectProfile(virtual().transport)).values).toEqual([acme]);
    expect([profileOf('ACME-1'), profileNamed('acme')]).toEqual([acme, acme]);
  });

  it('refuses by name what it does not have', () => {
    const { reason } = run(
      openModem(virtual().transport, acme).pipe(
        take(1),
        mergeMap((modem) => ftp.size(modem, { host: 'a.b' }, '/a')),
      ),
    );

    expect(reason && explain(reason)).toMatch(/^ACME has no FTP \(it has HTTP\)/);
    expect(http.check(acme, 'https://a.b/')?.message).toMatch(/^ACME has no HTTPS/);
  });

  it('can’t take a name that is taken', () => {
    expect(() => registerFamily({ profile: acme, models: /x/ })).toThrow(/acme is taken/);
    expect(() => registerFamily({ profile: { ...acme, name: 'a7600' }, models: /x/ })).toThrow(
      /a7600 is taken/,
    );
  });
});

describe('a command of one’s own on a family of the library', () => {
  it('is answered by the emulator, besides and in the place of others', () => {
    const beep = command('+BEEP', { does: 'Beeps.', source: 'mine', timeoutMs: 1_000, example: '' });
    const on = emulator({
      family: 'sim800',
      origin: simulatedWeb({}),
      answers: [handle(beep, () => ok())],
    });
    const { end } = run(
      openModem(on.transport, profileNamed('sim800') as typeof acme).pipe(
        take(1),
        mergeMap((modem) => modem.send(beep())),
      ),
    );

    expect(end).toBe('completed');
  });
});
