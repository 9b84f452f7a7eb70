import { faults } from '../../lib/emulator';
import { timer } from 'rxjs';
import { virtually } from '../modem/virtually';
import { conversation, desk, type DeskOptions } from './desk';

const OK = '\r\nOK\r\n';
const WRONG = '\r\n+CME ERROR: incorrect password\r\n';

/** What a modem says by itself in half a minute, after these lines. */
const saidLater = (options: DeskOptions, ...lines: readonly string[]): string =>
  virtually(() => {
    const on = desk(options);
    conversation(on, ...lines);
    let said = '';
    timer(30_000).subscribe(() => (said = on.hears()));
    return () => said;
  })();

describe('what is around a virtual modem', () => {
  it('changes when it is due, and URCs tell of it where they are asked for', () => {
    const becomes = [
      { afterMs: 1_000, sim: 'READY' },
      { afterMs: 2_000, registration: 3 },
      { afterMs: 3_000, registration: 5 },
    ];
    const options = { sim: 'busy', registration: 2, becomes };

    expect(saidLater(options)).toBe('\r\n+CPIN: READY\r\n');
    expect(saidLater(options, 'AT+CREG=1')).toBe(
      ['+CPIN: READY', '+CREG: 3', '+CREG: 5'].map((line) => `\r\n${line}\r\n`).join(''),
    );
    expect(saidLater({ ...options, saysChanges: false }, 'AT+CREG=1')).toBe('');
  });

  it('changes by hand, and a restart does not undo it', () => {
    const on = desk({
      faults: [faults.cmeVerbosity({ level: 2 })],
      sim: 'absent',
      rssi: 99,
      registration: 0,
    });
    expect(conversation(on, 'AT+CPIN?')).toContain('SIM not inserted');

    on.modem.become({ sim: 'READY', rssi: 17, registration: 1 });
    on.modem.restart();
    on.hears();
    expect(conversation(on, 'AT+CPIN?', 'AT+CSQ', 'AT+CREG?', 'AT+CGATT?')).toBe(
      ['+CPIN: READY', '+CSQ: 17,0', '+CREG: 0,1', '+CGATT: 1']
        .map((line) => `\r\n${line}\r\n${OK}`)
        .join(''),
    );
  });

  it.each([
    ['absent', 10, 'NOT INSERTED'],
    ['failure', 13, 'NOT READY'],
    ['busy', 14, 'NOT READY'],
  ])('tells of a SIM that is %s with CME error %s, and of %s when it starts', (sim, code, words) => {
    const on = desk({ faults: [faults.cmeVerbosity({ level: 1 })], sim });

    expect(conversation(on, 'AT+CPIN?')).toBe(`\r\n+CME ERROR: ${code}\r\n`);
    on.modem.restart();
    expect(on.hears()).toContain(`+CPIN: ${words}\r\n`);
  });

  it('blocks the SIM after three wrong PINs, restarts or not', () => {
    const on = desk({ faults: [faults.cmeVerbosity({ level: 2 })], sim: 'SIM PIN' });
    expect(conversation(on, 'AT+CPIN="1"', 'AT+CPIN="2"')).toBe(`${WRONG}${WRONG}`);
    on.modem.restart();
    on.hears();

    expect(conversation(on, 'AT+CPIN="3"', 'AT+CPIN?')).toBe(`${WRONG}\r\n+CPIN: SIM PUK\r\n${OK}`);
  });

  it('takes the PUK with a new PIN, which holds from then on', () => {
    const on = desk({ faults: [faults.cmeVerbosity({ level: 2 })], sim: 'SIM PUK' });

    expect(conversation(on, 'AT+CPIN="87654321","4321"', 'AT+CPIN?')).toBe(
      `${WRONG}\r\n+CPIN: SIM PUK\r\n${OK}`,
    );
    expect(conversation(on, 'AT+CPIN="12345678"')).toBe('\r\n+CME ERROR: operation not allowed\r\n');
    expect(conversation(on, 'AT+CPIN="12345678","4321"')).toContain(`${OK}\r\n+CPIN: READY\r\n`);
    on.modem.restart();
    on.hears();
    expect(conversation(on, 'AT+CPIN="1234"')).toBe(WRONG);
    expect(conversation(on, 'AT+CPIN="4321"')).toContain(OK);
  });

  it('has no use of the SIM after ten wrong PUKs', () => {
    const on = desk({ faults: [faults.cmeVerbosity({ level: 2 })], sim: 'SIM PUK' });
    const wrong = Array.from({ length: 10 }, () => 'AT+CPIN="1","4321"');
    conversation(on, ...wrong);

    expect(conversation(on, 'AT+CPIN?')).toBe('\r\n+CME ERROR: SIM failure\r\n');
  });

  it('counts wrong PINs anew after the right one', () => {
    const on = desk({ faults: [faults.cmeVerbosity({ level: 2 })], sim: 'SIM PIN' });
    conversation(on, 'AT+CPIN="1"', 'AT+CPIN="2"', 'AT+CPIN="1234"');
    on.modem.restart();
    on.hears();

    expect(conversation(on, 'AT+CPIN="3"', 'AT+CPIN?')).toBe(`${WRONG}\r\n+CPIN: SIM PIN\r\n${OK}`);
  });

  it('may register a SIM for data only', () => {
    const on = desk({ circuit: 0 });

    expect(conversation(on, 'AT+CREG?', 'AT+CGREG?')).toBe(`\r\n+CREG: 0,0\r\n${OK}\r\n+CGREG: 0,1\r\n${OK}`);
  });

  it('has no service for an A7600 though it is registered', () => {
    const on = desk({ family: 'a7600', service: false });

    expect(conversation(on, 'AT+CEREG?', 'AT+CPSI?')).toBe(
      `\r\n+CEREG: 0,1\r\n${OK}\r\n+CPSI: NO SERVICE,Online\r\n${OK}`,
    );
  });

  it.each([
    ['sim800', ['AT+SAPBR=3,1,"APN","other"'], 'AT+SAPBR=1,1', ['AT+SAPBR=3,1,"APN","internet"']],
    ['a7600', ['AT+CGDCONT=1,"IP","other"'], 'AT+CGACT=1,1', ['AT+CGDCONT=1,"IP","internet"']],
    ['a7600', ['AT+CGDCONT=1,"IP","other"'], 'AT+HTTPINIT', ['AT+CGDCONT=1,"IP","internet"']],
  ] as const)(
    'has a network that takes an %s’s APN or does not, after a while',
    (family, wrong, open, right) => {
      const { refused, taken } = virtually(() => {
        const on = desk({ family, apns: ['internet'], faults: [faults.cmeVerbosity({ level: 1 })] });
        const said = { refused: '', taken: '' };
        conversation(on, ...wrong, open);
        on.hears();
        timer(4_999).subscribe(() => expect(on.hears()).toBe(''));
        timer(5_001).subscribe(() => {
          said.refused = on.hears();
          said.taken = conversation(on, ...right, open);
        });
        return said;
      });

      expect(refused).toMatch(/^\r\n(?:\+CME ERROR: 3|ERROR)\r\n$/);
      expect(taken).toBe(`${OK}${OK}`);
    },
  );
});
