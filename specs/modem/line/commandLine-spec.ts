import { faults } from '../../../lib/emulator';
import { concat, ignoreElements, map, mergeMap, range, switchMap, take, takeUntil, tap, timer } from 'rxjs';
import { a7600, at, command, commands, openModem, http, sim800 } from '../../../lib';
import type { Modem } from '../../../lib/modem/modem';
import { raw } from '../../../lib/grammar/raw';
import { desk, PAGE } from '../desk';
import { line, OK, scripted, type Said } from '../scripted';
import { virtually } from '../virtually';
import { watch, type Watched } from '../watch';

const { attached, signal, simState, httpTerm, bearerSet } = commands;
const CSQ = line('+CSQ: 20,0', 'OK');
const CPIN = line('+CPIN: READY', 'OK');

/** Plays a modem whose settings are plain, and gives it to a spec once it is up. */
const played = (
  answers: Readonly<Record<string, (time: number) => Said | readonly Said[] | undefined>>,
  use: (modem: Modem) => void,
) => {
  const modem = scripted((text, time) => (answers[text] ?? (() => OK))(time));
  virtually(() => watch(openModem(modem.transport, sim800).pipe(tap(use))));
  return modem.written.slice(3);
};

describe('the command line', () => {
  it('writes one command at a time, in the order asked', () => {
    const seen: Watched<unknown>[] = [];
    const written = played(
      { 'AT+CSQ': () => ({ after: 100, say: CSQ }), 'AT+CPIN?': () => ({ after: 50, say: CPIN }) },
      (modem) => {
        seen.push(
          watch(modem.send(signal()).pipe(map(({ value }) => value))),
          watch(modem.send(simState()).pipe(map(({ value }) => value))),
          watch(modem.send(httpTerm()).pipe(map(({ result }) => result))),
        );
      },
    );

    expect(written).toEqual(['AT+CSQ', 'AT+CPIN?', 'AT+HTTPTERM']);
    expect(seen.map(({ values, endedAt }) => [values, endedAt])).toEqual([
      [[{ rssi: 20, ber: 0 }], 100],
      [[{ state: 'READY' }], 150],
      [['OK'], 150],
    ]);
  });

  it('sends nothing before somebody subscribes, and again for each who does', () => {
    const written = played({ 'AT+CSQ': () => CSQ }, (modem) => {
      const asked = modem.send(signal());
      watch(concat(asked, asked));
    });

    expect(written).toEqual(['AT+CSQ', 'AT+CSQ']);
  });

  it('never writes a command that was left while it waited', () => {
    const written = played({ 'AT+CSQ': () => ({ after: 100, say: CSQ }) }, (modem) => {
      watch(modem.send(signal()));
      watch(modem.send(simState())).subscription.unsubscribe();
      watch(modem.send(attached()).pipe(takeUntil(timer(50))));
      watch(modem.send(httpTerm()));
    });

    expect(written).toEqual(['AT+CSQ', 'AT+HTTPTERM']);
  });

  it('hears out a command that was left in flight, and credits its answer to nobody else', () => {
    const seen: Watched<unknown>[] = [];
    const written = played(
      { 'AT+CPIN?': () => ({ after: 500, say: CPIN }), 'AT+CSQ': () => ({ after: 10, say: CSQ }) },
      (modem) => {
        seen.push(watch(modem.send(simState()).pipe(takeUntil(timer(100)))));
        seen.push(watch(modem.send(signal()).pipe(map(({ value }) => value))));
      },
    );

    expect(written).toEqual(['AT+CPIN?', 'AT+CSQ']);
    expect(seen[0]).toMatchObject({ values: [], end: 'completed', endedAt: 100 });
    expect(seen[1]).toMatchObject({ values: [{ rssi: 20, ber: 0 }], endedAt: 510 });
  });

  it('finds the line again after silence: a late OK is not credited to the next command', () => {
    const seen: Watched<unknown>[] = [];
    const written = played(
      {
        'AT+CSQ': (time) => (time === 1 ? { after: 2_400, say: CSQ } : CSQ),
        'AT+HTTPTERM': () => line('ERROR'),
      },
      (modem) => {
        seen.push(watch(modem.send(signal())), watch(modem.send(httpTerm())), watch(modem.send(signal())));
      },
    );

    expect(written).toEqual(['AT+CSQ', 'AT', 'AT+HTTPTERM', 'AT+CSQ']);
    expect(seen.map(({ end }) => end)).toEqual(['timeout answer', 'refused', 'completed']);
  });

  it('repeats AT until the line is found again', () => {
    let silent = false;
    const seen: Watched<unknown>[] = [];
    const written = played(
      { 'AT+CSQ': (time) => (time === 1 ? undefined : CSQ), AT: () => (silent ? undefined : OK) },
      (modem) => {
        silent = true;
        timer(3_400).subscribe(() => (silent = false));
        seen.push(watch(modem.send(signal())), watch(modem.send(signal())));
      },
    );

    expect(written).toEqual(['AT+CSQ', 'AT', 'AT', 'AT', 'AT', 'AT+CSQ']);
    expect(seen.map(({ end }) => end)).toEqual(['timeout answer', 'completed']);
  });

  it('gives the modem up for the moment where the line is not found again, and tries anew next time', () => {
    const seen: Watched<unknown>[] = [];
    let silent = false;
    const written = played(
      {
        'AT+CSQ': () => (silent ? undefined : CSQ),
        AT: () => (silent ? undefined : OK),
        ATQ0V1: () => (silent ? undefined : OK),
      },
      (modem) => {
        silent = true;
        timer(30_000).subscribe(() => (silent = false));
        seen.push(watch(modem.send(signal())), watch(modem.send(signal())));
        seen.push(watch(timer(40_000).pipe(switchMap(() => modem.send(signal())))));
      },
    );

    expect(seen.map(({ end }) => end)).toEqual(['timeout answer', 'timeout resynchronise', 'completed']);
    expect(seen[1]?.endedAt).toBe(17_000);
    expect(written.slice(-2)).toEqual(['AT', 'AT+CSQ']);
  });

  it('fails what is in flight with `reset` where the modem restarts, and what waits goes on', () => {
    const seen: Watched<unknown>[] = [];
    const written = played(
      {
        'AT+CPIN?': () => ({ after: 300, say: line('RDY') }),
        'AT+CSQ': () => CSQ,
      },
      (modem) => {
        seen.push(watch(modem.send(simState())), watch(modem.send(signal())));
      },
    );

    expect(seen.map(({ end }) => end)).toEqual(['reset', 'completed']);
    expect(written).toEqual(['AT+CPIN?', 'AT', 'ATE0', 'AT+CMEE=1', 'AT+CSQ']);
  });

  it('takes late boot news for no restart', () => {
    const seen: Watched<unknown>[] = [];
    const written = played(
      { 'AT+CSQ': () => [line('+CPIN: READY', 'Call Ready', 'SMS Ready'), CSQ] },
      (modem) => {
        seen.push(watch(modem.send(signal())));
      },
    );

    expect(seen[0]?.end).toBe('completed');
    expect(written).toEqual(['AT+CSQ']);
  });

  it('fails with the reasons of the modem: ERROR, CME, an answer that does not fit', () => {
    const seen: Watched<unknown>[] = [];
    const answers = ['ERROR', '+CME ERROR: 14', '+CME ERROR: SIM busy', 'OK'];
    played({ 'AT+CPIN?': (time) => line(answers[time - 1] as string) }, (modem) => {
      for (let at = 0; at < answers.length; at += 1) seen.push(watch(modem.send(simState())));
    });

    expect(seen.map(({ reason }) => reason)).toMatchObject([
      { kind: 'refused', command: 'AT+CPIN?' },
      { kind: 'cme', code: 14 },
      { kind: 'cme', code: 14 },
      { kind: 'unreadable', line: 'OK' },
    ]);
  });

  it('refuses a line that is too long, before anything is written', () => {
    const seen: Watched<unknown>[] = [];
    const long = (chars: number) => `AT+XYZ=${'1'.repeat(chars - '+XYZ='.length)}`;
    const written = played({}, (modem) => {
      seen.push(watch(modem.sendRaw(long(557))), watch(modem.sendRaw(long(556))));
    });

    expect(seen[0]?.reason).toMatchObject({ kind: 'invalid-argument', name: 'command' });
    expect(seen[1]?.end).toBe('completed');
    expect(written).toEqual([long(556)]);
  });

  it.each(['AT\rAT', 'AT\n', 'AT+X\0', 'AT+X\x1a', 'AT+X\x1b', 'AT+X="é—"'])(
    'refuses %j as a line, before anything is written',
    (text) => {
      const seen: Watched<unknown>[] = [];
      const written = played({}, (modem) => {
        seen.push(watch(modem.sendRaw(`${text}x`)));
      });

      expect(seen[0]?.reason).toMatchObject({ kind: 'invalid-argument', name: 'command' });
      expect(written).toEqual([]);
    },
  );

  it('sends a line as it stands, and gives what came', () => {
    const seen: Watched<unknown>[] = [];
    const written = played({ 'AT+XYZ?': () => line('+XYZ: 1,"a"', '+XYZ: 2,"b"', 'OK') }, (modem) => {
      seen.push(watch(modem.sendRaw('AT+XYZ?').pipe(map(({ lines }) => lines))));
    });

    expect(written).toEqual(['AT+XYZ?']);
    expect(seen[0]?.values).toEqual([['+XYZ: 1,"a"', '+XYZ: 2,"b"']]);
  });

  it('sends a command of one’s own', () => {
    const seen: Watched<unknown>[] = [];
    const battery = command('+CBC', {
      does: 'Reads the battery.',
      source: 'SIM800 AT manual V1.09',
      answers: { charging: at.integer, percent: at.integer, milliVolts: at.integer },
      timeoutMs: 1_000,
      example: '\n    > AT+CBC\n    < +CBC: 0,87,4012\n    < OK',
    });
    played({ 'AT+CBC': () => line('+CBC: 0,87,4012', 'OK') }, (modem) => {
      seen.push(watch(modem.send(battery()).pipe(map(({ value }) => value))));
    });

    expect(seen[0]?.values).toEqual([{ charging: 0, percent: 87, milliVolts: 4012 }]);
  });

  it('takes 5,000 commands at once, without a deep stack, and answers each', () => {
    const { connected } = desk(sim800, '');
    const { values, end } = virtually(() =>
      watch(
        connected().pipe(
          take(1),
          switchMap((modem) => range(0, 5_000).pipe(mergeMap(() => modem.send(signal())))),
        ),
      ),
    );

    expect(end).toBe('completed');
    expect(values).toHaveLength(5_000);
  });

  it('lets 5,000 waiting commands be left at once', () => {
    const written = played({ 'AT+CSQ': () => ({ after: 100, say: CSQ }) }, (modem) => {
      watch(
        range(0, 5_000).pipe(
          mergeMap(() => modem.send(signal())),
          takeUntil(timer(50)),
        ),
      );
      watch(timer(60).pipe(switchMap(() => modem.send(simState()))));
    });

    expect(written).toEqual(['AT+CSQ', 'AT+CPIN?']);
  });

  it('is not led astray by a stray OK behind an answer that streamed', () => {
    const virtualDesk = desk(a7600, 'hello', { latencyMs: 4, faults: [faults.strayOk()] });
    const { values, end } = virtually(() =>
      watch(
        virtualDesk.connected().pipe(
          take(1),
          switchMap((modem) =>
            concat(
              http.get(modem, PAGE).pipe(ignoreElements()),
              modem.send(signal()),
              modem.send(simState()),
            ),
          ),
          map(({ lines }) => lines),
        ),
      ),
    );

    expect({ values, end }).toEqual({ values: [['+CSQ: 20,0'], ['+CPIN: READY']], end: 'completed' });
  });

  it('shows no secret in trace or error, not even in an echo that comes late', () => {
    const lines: string[] = [];
    const seen: Watched<unknown>[] = [];
    const set = bearerSet({ cid: 1, tag: 'PWD', value: 'geheim' });
    const echo = `${set.text}\r`;
    played(
      {
        [set.text]: (time) =>
          [{ after: 2_500, say: echo + OK }, echo + line('ERROR'), `x${echo}${OK}`][time - 1],
      },
      (modem) => {
        modem.trace.subscribe(({ sign, text }) => lines.push(`${sign} ${text}`));
        seen.push(watch(modem.send(set).pipe(ignoreElements())), watch(modem.send(set)));
        seen.push(watch(modem.send(set)));
        seen.push(watch(modem.sendRaw('AT+CPIN="1234"')));
      },
    );

    expect(lines).toContain('> AT+SAPBR=3,1,"PWD",***');
    expect(lines.filter((text) => text.includes('geheim'))).toEqual([]);
    expect(JSON.stringify(seen.map(({ reason }) => reason))).not.toContain('geheim');
    expect(raw(set.text, sim800.vocabulary).redacted).not.toContain('geheim');
  });
});
