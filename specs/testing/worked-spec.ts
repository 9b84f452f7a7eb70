import { bufferCount, map, retry } from 'rxjs';
import { collect, commands, http, ofUrc } from 'rxmodem';
import { emulator, simulatedWeb } from 'rxmodem/emulator';
import { runConversation, runModem } from 'rxmodem/testing';

// Three marble tests as a user of the library would write them.

describe('a pipeline of one’s own', () => {
  it('tells where the modem roamed to', () =>
    runConversation(
      `
      10ms < +CREG: 2
      20ms < RING
      20ms < +CREG: 5
      15ms < +CREG: 1`,
      (modem, expectObservable) => {
        const moves = modem.urcs.pipe(
          ofUrc(commands.circuitRegistrationChanged),
          map(({ status }) => status),
          bufferCount(2, 1),
        );
        expectObservable(moves, '^ 90ms !').toBe('50ms a 14ms b', { a: [2, 5], b: [5, 1] });
      },
    ));

  it('asks again until the SIM is there', () =>
    runConversation(
      `
            > AT+CPIN?
      20ms  < +CME ERROR: 14
      500ms > AT+CPIN?
      20ms  < +CPIN: READY
            < OK`,
      (modem, expectObservable) => {
        const state = modem.send(commands.simState()).pipe(
          retry({ count: 3, delay: 500 }),
          map(({ value }) => value.state),
        );
        expectObservable(state).toBe('540ms (s|)', { s: 'READY' });
      },
    ));

  it('gets the whole page though the modem stalls in the middle of it', () => {
    const origin = simulatedWeb({ 'http://example.com/': 'Hello, who is there?' });
    const modem = emulator({ family: 'sim800', origin, stallAfter: { command: 'AT+HTTPREAD', bytes: 12 } });
    runModem(modem.transport, (one, expectObservable) => {
      const page = http.get(one, 'http://example.com/').pipe(
        collect(),
        map((response) => response.text()),
      );
      expectObservable(page).toBe('10111ms (p|)', { p: 'Hello, who is there?' });
    });
    expect(modem.state.httpOpen).toBe(false);
  });
});
