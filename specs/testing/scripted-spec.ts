import { TestScheduler } from 'rxjs/testing';
import { map, mergeMap, switchMap, take } from 'rxjs';
import { signal } from '../../lib/families/standard/networkCommands';
import { ModemError } from '../../lib/grammar/errors/modemError';
import { openModem } from '../../lib/modem/openModem';
import { sim800 } from '../../lib/families/sim800/sim800';
import { scripted } from '../../lib/testing/scripted';

const BRING_UP = `
  > AT
  < OK
  > ATE0
  < OK
  > AT+CMEE=1
  < OK`;

const inVirtualTime = (work: Parameters<TestScheduler['run']>[0]): void => {
  new TestScheduler((actual, expected) => expect(actual).toEqual(expected)).run(work);
};

describe('scripted', () => {
  it('is a modem that says just what is written, when it is written', () => {
    inVirtualTime(({ expectObservable }) => {
      const transport = scripted(`${BRING_UP}
        > AT+CSQ
        20ms < +CREG: 1
        5ms < +CSQ: 20,0
        < OK`);
      const rssi = openModem(transport, sim800, { quietMs: 10 }).pipe(
        take(1),
        switchMap((modem) => modem.send(signal())),
        map(({ value }) => value.rssi),
      );
      expectObservable(rssi).toBe('35ms (r|)', { r: 20 });
    });
  });

  it('shows both sides where the host says something else', () => {
    const transport = scripted('> AT\n< OK');
    const errors: unknown[] = [];
    transport
      .pipe(mergeMap((port) => port.write(Uint8Array.of(0x42))))
      .subscribe({ error: (error: unknown) => errors.push(error) });

    expect(errors).toEqual([expect.any(ModemError)]);
    expect(String(errors[0])).toContain('scripted goes on with > AT in line 1, not with >> B');
  });
});
