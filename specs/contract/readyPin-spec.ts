import { faults } from '../../lib/emulator';
import { concat, ignoreElements, merge, mergeMap, switchMap, take, takeUntil, tap, timer } from 'rxjs';
import { a7600, openModem, type Profile, ready, type ReadyOptions, quectel, sim800 } from '../../lib';
import { CME_CODES } from '../../lib/grammar/errors/cmeCodes';
import { cable } from '../modem/cable';
import { desk, type Desk } from '../modem/desk';
import { line, OK, scripted } from '../modem/scripted';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';
import { countOf } from './asking';
import { readied, readiedOn, stepsOf } from './readyDesk';

const RIGHT = '1234';
const WRONG = '9999';
const families: readonly Profile[] = [sim800, a7600, quectel];
const locked = { sim: 'SIM PIN' };

const entered = (on: Desk): number => countOf(on, 'AT+CPIN=');

describe.each(families)('ready on a $title whose SIM waits for a PIN', (profile) => {
  const locks = (): Desk => desk(profile, 'hello', locked);

  it('enters it, and goes on when the SIM says that it is ready', () => {
    const seen = readied(profile, locked, { pin: RIGHT });

    expect(seen.end).toBe('completed');
    expect(seen.said.slice(0, 4)).toEqual([
      'AT+CPIN?',
      profile === quectel ? 'AT+QPINC="SC"' : 'AT+SPIC',
      `AT+CPIN="${RIGHT}"`,
      'AT+CSQ',
    ]);
    expect(stepsOf(seen).slice(0, 2)).toEqual(['waiting: its PIN was taken', 'sim']);
  });

  it('shows it in no trace and no error', () => {
    const on = locks();
    const lines: string[] = [];
    const { reason } = readiedOn(on, { pin: WRONG }, () => undefined, {
      trace: (entry) => lines.push(JSON.stringify(entry)),
    });

    expect(lines.join()).toContain('CPIN');
    expect(lines.join()).not.toContain(WRONG);
    expect(JSON.stringify(reason)).not.toContain(WRONG);
  });

  it('asks for it where none was given, at once', () => {
    const { end, endedAt, reason, on } = readied(profile, locked, {});

    expect({ end, endedAt }).toEqual({ end: 'network', endedAt: 100 });
    expect(reason).toMatchObject({
      step: 'sim',
      seen: 'it waits for its PIN',
      advice: expect.stringContaining('give the PIN'),
    });
    expect(entered(on)).toBe(0);
  });

  it.each(['', 'abcd', '123', '123456789', '12"4'])('is refused where it can be none: %j', (pin) => {
    const { reason, on } = readied(profile, locked, { pin });

    expect(reason).toEqual({ kind: 'invalid-argument', name: 'pin', problem: 'it is not 4 to 8 digits' });
    expect(on.heard.filter((line) => line.startsWith('AT+CPIN='))).toEqual([]);
  });

  it('does not enter a wrong one twice: not by a restart', () => {
    const { end, endedAt, reason, on } = readied(profile, locked, { pin: WRONG, restarts: 3 });

    expect({ end, endedAt }).toEqual({ end: 'network', endedAt: 100 });
    expect(reason).toMatchObject({
      step: 'sim',
      seen: expect.stringContaining('PIN was refused, incorrect password'),
      advice: expect.stringContaining('not entered again'),
    });
    expect(entered(on)).toBe(1);
  });

  it('nor by a second flow, nor by a connection that is made anew', () => {
    const on = locks();
    const twice = virtually(() =>
      watch(
        on.connected().pipe(
          switchMap((modem) => {
            watch(ready(modem, { pin: WRONG }));
            return timer(1_000).pipe(mergeMap(() => ready(modem, { pin: WRONG })));
          }),
        ),
      ),
    );
    const anew = readiedOn(on, { pin: WRONG });

    for (const { end, reason } of [twice, anew]) {
      expect(end).toBe('network');
      expect(reason).toMatchObject({ step: 'sim', seen: expect.stringContaining('refused before') });
    }
    expect(entered(on)).toBe(1);
  });

  it('nor by a connection that comes back', () => {
    const on = locks();
    const wire = cable(on.virtual.transport);
    const flows: Watched<unknown>[] = [];
    virtually(() => {
      timer(2_000).subscribe(wire.unplug);
      timer(4_000).subscribe(wire.plug);
      return watch(
        openModem(wire.transport, profile, { reconnect: true }).pipe(
          switchMap((modem) =>
            merge(...[0, 3_000, 10_000].map((at) => timer(at))).pipe(
              tap(() => flows.push(watch(ready(modem, { pin: WRONG })))),
            ),
          ),
          takeUntil(timer(20_000)),
        ),
      );
    });

    expect(flows.map(({ end }) => end)).toEqual(['network', 'network', 'network']);
    expect(entered(on)).toBe(1);
  });

  it('enters another one', () => {
    const on = locks();
    readiedOn(on, { pin: WRONG });
    const { end } = readiedOn(on, { pin: RIGHT });

    expect(end).toBe('completed');
    expect(entered(on)).toBe(2);
  });

  it('enters the right one again after each restart of the module', () => {
    const on = desk(profile, 'hello', { ...locked, rssi: 99, becomes: [{ afterMs: 30_000, rssi: 20 }] });
    const { end } = readiedOn(on, { pin: RIGHT, registrationWithinMs: 20_000 });

    expect(end).toBe('completed');
    expect(entered(on)).toBe(2);
  });

  it('says at once that the SIM is blocked, and enters nothing', () => {
    const { end, endedAt, reason, on } = readied(profile, { sim: 'SIM PUK' }, { pin: RIGHT });

    expect({ end, endedAt }).toEqual({ end: 'network', endedAt: 100 });
    expect(reason).toMatchObject({ step: 'sim', advice: expect.stringContaining('PUK') });
    expect(entered(on)).toBe(0);
  });

  it('enters nothing more where one try is left, not even the right one', () => {
    const on = locks();
    for (const pin of ['0001', '0002']) readiedOn(on, { pin });
    const { end, reason } = readiedOn(on, { pin: RIGHT });

    expect(end).toBe('network');
    expect(reason).toMatchObject({
      step: 'sim',
      seen: expect.stringContaining('one try is left'),
      advice: expect.stringContaining('by hand'),
    });
    expect(entered(on)).toBe(2);
    expect(on.virtual.state.modem.sim).toBe('SIM PIN');
  });

  it('finds it blocked after three wrong ones, where the modem does not say how many tries are left', () => {
    const names = ['+SPIC', '+QPINC'];
    const on = desk(profile, 'hello', { ...locked, faults: [faults.missingCommands({ names })] });
    for (const pin of ['0001', '0002', '0003']) readiedOn(on, { pin });
    const { reason } = readiedOn(on, { pin: RIGHT });

    expect(on.virtual.state.modem.sim).toBe('SIM PUK');
    expect(reason).toMatchObject({ step: 'sim', seen: expect.stringContaining('PUK') });
    expect(entered(on)).toBe(3);
  });

  it('says that the module is locked to another SIM, and that PIN2 is nothing to wait for', () => {
    expect(readied(profile, { sim: 'PH-SIM PIN' }, { pin: RIGHT }).reason).toMatchObject({
      step: 'sim',
      seen: expect.stringContaining('PH-SIM PIN'),
    });
    expect(readied(profile, { sim: 'SIM PIN2' }, { stages: ['sim'] }).values).toEqual([
      { step: 'sim', state: 'SIM PIN2' },
    ]);
  });
});

describe('a PIN', () => {
  const options: ReadyOptions = { pin: WRONG, stages: ['sim'] };
  /** A SIM that answers the PIN as told. */
  const answering = (answer: (time: number) => string | undefined) => {
    const modem = scripted((text, time) => {
      if (text === 'AT+CPIN?') return `${line('+CPIN: SIM PIN')}${OK}`;
      if (text === 'AT+SPIC') return line('ERROR');
      return text.startsWith('AT+CPIN=') ? answer(time) : OK;
    });
    const flow = (given: ReadyOptions = options) =>
      openModem(modem.transport, sim800).pipe(
        take(1),
        switchMap((one) => ready(one, given)),
      );
    const entries = (): number => modem.written.filter((text) => text.startsWith('AT+CPIN=')).length;
    return { modem, flow, entries };
  };

  it('whose answer is lost is not entered again', () => {
    const { flow, entries } = answering(() => undefined);
    const { end, reason } = virtually(() => watch(flow()));

    expect(end).toBe('network');
    expect(reason).toMatchObject({ step: 'sim', seen: expect.stringContaining('before') });
    expect(entries()).toBe(1);
  });

  it('is forgotten to be in doubt once the SIM says that it is ready', () => {
    const { flow, entries, modem } = answering(() => undefined);
    const { end } = virtually(() => {
      timer(2_000).subscribe(() => modem.say(line('+CPIN: READY')));
      return watch(concat(flow(), timer(60_000).pipe(ignoreElements()), flow()));
    });

    expect(end).toBe('network');
    expect(entries()).toBe(2);
  });

  it('is known to be right even where the flow was left meanwhile', () => {
    const on = desk(sim800, 'hello', { ...locked, faults: [faults.slowFinals({ ms: 50 })] });
    const { end } = virtually(() =>
      watch(
        on.connected().pipe(
          switchMap((modem) => {
            const first = ready(modem, { pin: RIGHT }).pipe(ignoreElements(), takeUntil(timer(125)));
            const restarted = timer(1_000).pipe(tap(() => on.virtual.restart()));
            return concat(first, restarted, ready(modem, { pin: RIGHT }));
          }),
          takeUntil(timer(30_000)),
        ),
      ),
    );

    expect(end).toBe('completed');
    expect(on.heard.filter((text) => text.startsWith('AT+CPIN'))).toEqual([
      ...['AT+CPIN?', `AT+CPIN="${RIGHT}"`, 'AT+CPIN?', `AT+CPIN="${RIGHT}"`],
    ]);
  });

  it('that the SIM was too busy for is entered again', () => {
    const busy = answering((time) => (time === 1 ? line('+CME ERROR: 14') : line('+CME ERROR: 16')));
    const { reason } = virtually(() => watch(busy.flow()));

    expect(reason).toMatchObject({ seen: expect.stringContaining('incorrect password') });
    expect(busy.entries()).toBe(2);
  });

  it('that is refused with any other word is not entered again', () => {
    for (const refusal of ['ERROR', '+CME ERROR: 3', '+CME ERROR: incorrect password', '+CME ERROR: odd']) {
      const { flow, entries } = answering(() => line(refusal));
      virtually(() => watch(flow()));
      virtually(() => watch(flow()));

      expect(entries()).toBe(1);
    }
  });

  /** Why `ready` fails where the modem answers the question about the PIN with a CME code. */
  const reasonOf = (code: number | string) => {
    const modem = scripted((text) => (text === 'AT+CPIN?' ? line(`+CME ERROR: ${code}`) : OK));
    return virtually(() =>
      watch(
        openModem(modem.transport, sim800).pipe(
          take(1),
          switchMap((one) => ready(one, { stages: ['sim'] })),
        ),
      ),
    ).reason;
  };

  it('that a network, an operator or a company asks for is a lock, by its CME code', () => {
    const rows = Object.entries(CME_CODES).filter(([, text]) => /^PH-|(?:PIN|PUK)2? required/.test(text));
    for (const [code] of rows) {
      expect([code, reasonOf(code)]).toMatchObject([
        code,
        { cause: expect.stringMatching(/^(?:pin|puk|locked)$/) },
      ]);
    }
    expect(rows.length).toBeGreaterThan(12);
  });

  it('is asked for by a CME code, too', () => {
    for (const [code, seen] of [
      [11, 'it waits for its PIN'],
      [12, 'it is blocked (SIM PUK)'],
    ] as const) {
      expect(reasonOf(code)).toMatchObject({ step: 'sim', seen });
    }
  });
});
