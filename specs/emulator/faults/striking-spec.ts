import { TestScheduler } from 'rxjs/testing';
import { emulator, type Fault, faults, simulatedWeb } from '../../../lib/emulator';
import { latin1 } from '../../../lib/grammar/latin1';
import { conversation, desk, open, type } from '../desk';

const OK = '\r\nOK\r\n';
const CSQ = '\r\n+CSQ: 20,0\r\n\r\nOK\r\n';
const web = { 'http://a.b/': 'hello' };
const SET = ['AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","http://a.b/"'];

const deskWith = (...list: readonly Fault[]) =>
  desk({ web, bearerOpen: true, faults: [faults.noEcho(), ...list] });
/** What is said to the same command, time after time. */
const answers = (times: number, ...list: readonly Fault[]): readonly string[] => {
  const on = deskWith(...list);
  return Array.from({ length: times }, () => on.types('AT+CSQ\r'));
};

/** What is said and when, to each of these lines. */
const timed = (list: readonly Fault[], ...typed: readonly string[]): [number, string][] => {
  const said: [number, string][] = [];
  const scheduler = new TestScheduler((a, b) => expect(a).toEqual(b));
  scheduler.run(({ flush }) => {
    const modem = emulator({
      family: 'sim800',
      origin: simulatedWeb(web),
      latencyMs: 0,
      bearerOpen: true,
      faults: [faults.noEcho(), ...list],
    });
    const { port } = open(modem);
    port.incoming.subscribe((bytes) => said.push([scheduler.now(), latin1(bytes)]));
    for (const line of typed) type(port, `${line}\r`);
    flush();
  });
  return said;
};

describe('a fault strikes', () => {
  it('once, so many times, or always, and behind those that are skipped', () => {
    const short = CSQ.slice(0, 3) + CSQ.slice(4);
    const lost = { during: 'AT+CSQ', after: 3 };
    expect(answers(3, faults.lostBytes(lost))).toEqual([short, CSQ, CSQ]);
    expect(answers(3, faults.lostBytes({ ...lost, times: 2 }))).toEqual([short, short, CSQ]);
    expect(answers(3, faults.lostBytes({ ...lost, times: 'always' }))).toEqual([short, short, short]);
    expect(answers(3, faults.lostBytes({ ...lost, skip: 1 }))).toEqual([CSQ, short, CSQ]);
  });

  it('by chance, alike for the same seed', () => {
    const struck = (seed: number) =>
      answers(40, faults.stall({ during: 'AT+CSQ', times: 'always', chance: 0.5, seed })).map(
        (said) => said === '',
      );
    expect(struck(3)).toEqual(struck(3));
    expect(struck(3)).not.toEqual(struck(4));
    expect(struck(3)).toEqual(expect.arrayContaining([true, false]));
  });

  it('beside others of its kind', () => {
    const twice = [3, 9].map((after) => faults.lostBytes({ during: 'AT+CSQ', after }));
    // The second place is counted in what the first one left.
    expect(answers(1, ...twice)).toEqual([CSQ.slice(0, 3) + CSQ.slice(4, 10) + CSQ.slice(11)]);
    const stalls = [0, 5].map((after, skip) => faults.stall({ during: 'AT+CSQ', after, skip }));
    expect(answers(3, ...stalls)).toEqual(['', CSQ.slice(0, 5), CSQ]);
    expect(
      answers(
        1,
        faults.urcs({ lines: ['RING'], where: ['after-final'] }),
        faults.urcs({ lines: ['+CREG: 1'], where: ['before-final'] }),
      ),
    ).toEqual(['\r\n+CSQ: 20,0\r\n\r\n+CREG: 1\r\n\r\nOK\r\n\r\nRING\r\n']);
  });

  it('the answers to any command where none is named', () => {
    expect(deskWith(faults.stall()).types('AT\r')).toBe('');
  });
});

describe('the faults of the power, the SIM and the network', () => {
  it('warn of low voltage and switch the modem off, until it is restarted', () => {
    const on = deskWith(faults.undervoltage({ during: 'AT+CSQ', after: 5 }));
    expect(on.types('AT+CSQ\r')).toBe(
      `${CSQ.slice(0, 5)}\r\nUNDER-VOLTAGE WARNNING\r\n\r\nUNDER-VOLTAGE POWER DOWN\r\n`,
    );
    expect(on.types('AT\r')).toBe('');
    on.modem.restart();
    expect(on.hears()).toContain('RDY');
    expect(on.types('AT\r')).toBe(OK);
  });

  it('let some time pass between the warning and the end', () => {
    const said = timed([faults.undervoltage({ during: 'AT+CSQ', ms: 3_000 })], 'AT+CSQ');
    expect(said.map(([at, text]) => `${at} ${text.trim()}`)).toEqual([
      '0 +CSQ: 20,0',
      '0 UNDER-VOLTAGE WARNNING',
      '0 OK',
      '3000 UNDER-VOLTAGE POWER DOWN',
    ]);
  });

  it('switch the modem off without a word', () => {
    const on = deskWith(faults.powerLost({ during: 'AT+CSQ', after: 5 }));
    expect(on.types('AT+CSQ\r') + on.types('AT\r')).toBe(CSQ.slice(0, 5));
    on.modem.restart();
    expect(on.types('AT+CSQ\r')).toContain(CSQ);
  });

  it('take the SIM out, and what rides on it', () => {
    const on = deskWith(faults.simRemoved({ during: 'AT+CSQ' }));
    on.types('AT+CREG=1\r');
    expect(on.types('AT+CSQ\r')).toBe(
      '\r\n+CSQ: 20,0\r\n\r\n+CPIN: NOT INSERTED\r\n\r\n+CREG: 0\r\n\r\n+SAPBR 1: DEACT\r\n\r\n+PDP: DEACT\r\n\r\nOK\r\n',
    );
    expect(on.types('AT+CPIN?\r')).not.toContain('READY');
    expect(on.modem.state.bearerOpen).toBe(false);
    on.modem.restart();
    expect(on.types('AT+CPIN?\r')).toContain('READY');
  });

  it('lose the registration and the bearer', () => {
    const on = deskWith(
      faults.registrationLost({ during: 'AT+CSQ' }),
      faults.bearerLost({ during: 'AT+CSQ', skip: 1 }),
    );
    on.types('AT+CSQ\r');
    expect(on.types('AT+CREG?\r')).toContain('+CREG: 0,2');
    expect(on.modem.state.bearerOpen).toBe(true);
    expect(on.types('AT+CSQ\r')).toContain('+SAPBR 1: DEACT');
    expect(on.modem.state.bearerOpen).toBe(false);
  });
});

describe('the faults of what is said', () => {
  const action = (...list: readonly Fault[]) => {
    const on = deskWith(...list);
    conversation(on, ...SET);
    return on;
  };

  it('leave a final result code out', () => {
    expect(answers(2, faults.missingFinal({ during: 'AT+CSQ' }))).toEqual(['\r\n+CSQ: 20,0\r\n', CSQ]);
  });

  it('leave a late result out', () => {
    const on = action(faults.missingResult({ of: 'AT+HTTPACTION' }));
    const both = [1, 2].map(() => on.types('AT+HTTPACTION=0\r'));
    expect(both).toEqual([OK, `${OK}\r\n+HTTPACTION: 0,200,5\r\n`]);
  });

  it('hold a late result back, with the line free meanwhile', () => {
    const said = timed(
      [faults.lateResult({ of: 'AT+HTTPACTION', ms: 9_000 })],
      ...SET,
      'AT+HTTPACTION=0',
      'AT',
    );
    expect(said.slice(-3)).toEqual([
      [0, OK],
      [0, OK],
      [9_000, '\r\n+HTTPACTION: 0,200,5\r\n'],
    ]);
  });

  it('hold back the final result codes that are named only', () => {
    const said = timed(
      [faults.slowFinals({ ms: 500, during: 'AT+CSQ', times: 1 })],
      'AT+CSQ',
      'AT',
      'AT+CSQ',
    );
    expect(said.map(([at]) => at)).toEqual([0, 500, 500, 500, 500]);
  });

  it('put random bytes between the lines, alike for the same seed, never inside counted bytes', () => {
    const said = (seed: number) => {
      const on = action(faults.garbage({ chance: 1, seed }));
      on.types('AT+HTTPACTION=0\r');
      return on.types('AT+HTTPREAD=0,5\r');
    };
    expect(said(1)).toBe(said(1));
    expect(said(1)).not.toBe(said(2));
    expect(said(1)).toContain('\r\n+HTTPREAD: 5\r\nhello');
    expect(said(1).length).toBeGreaterThan('\r\n+HTTPREAD: 5\r\nhello\r\nOK\r\n'.length);
  });

  it('know nothing of commands that the firmware does not have', () => {
    const on = deskWith(faults.missingCommands({ names: ['+CSQ'] }));
    expect([on.types('AT+CSQ\r'), on.types('AT+CSQ=?\r'), on.types('AT\r')]).toEqual([
      '\r\nERROR\r\n',
      '\r\nERROR\r\n',
      OK,
    ]);
  });
});
