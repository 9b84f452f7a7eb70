import { bufferCount, map, retry } from 'rxjs';
import { collect, commands, http, ofUrc } from 'rxmodem';
import { emulator, simulatedWeb, faults } from 'rxmodem/emulator';
import { runConversation, runModem } from 'rxmodem/testing';

// Marble tests as a user of the library would write them.

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

  it('gets a page while somebody calls', () =>
    runConversation(
      `
            > AT+SAPBR=2,1
      20ms  < +SAPBR: 1,3,"0.0.0.0"
            < OK
            > AT+SAPBR=3,1,"Contype","GPRS"
      20ms  < OK
            > AT+SAPBR=1,1
      1.5s  < OK
            > AT+HTTPINIT
      20ms  < OK
            > AT+HTTPPARA="CID",1
      20ms  < OK
            > AT+HTTPPARA="URL","http://example.com/"
      20ms  < OK
            > AT+HTTPACTION=0
      20ms  < OK
      1s    < RING
      1s    < +HTTPACTION: 0,200,5
            > AT+HTTPHEAD
      20ms  < +HTTPHEAD: 34
            << HTTP/1.1 200 OK\\r\\nContent-Length: 5
            < OK
            > AT+HTTPREAD=0,5
      20ms  < +HTTPREAD: 5
            << hello
            < OK
            > AT+HTTPTERM
      20ms  < OK`,
      (one, expectObservable) => {
        const page = http.get(one, 'http://example.com/').pipe(
          collect(),
          map((response) => response.text()),
        );
        expectObservable(page).toBe('3680ms (p|)', { p: 'hello' });
      },
    ));

  it('gets the whole page though the modem stalls in the middle of it', () => {
    const origin = simulatedWeb({ 'http://example.com/': 'Hello, who is there?' });
    const modem = emulator({
      family: 'sim800',
      origin,
      faults: [faults.stall({ during: 'AT+HTTPREAD', after: 12 })],
    });
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
