/** Test your own: a pipeline of yours against a conversation as you would write it down, in virtual time. No modem needed. */
import { deepEqual } from 'node:assert/strict';
import { distinctUntilChanged, exhaustMap, map, switchMap, take, timer } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { commands, connect, type Modem, sim800 } from 'rxmodem';
import { scripted } from 'rxmodem/testing';

/** The pipeline: looks at the signal every ten seconds, and tells when it turns from good to bad or back. */
const reception = (modem: Modem) =>
  timer(0, 10_000).pipe(
    exhaustMap(() => modem.send(commands.signal())),
    map(({ value }) => (value.rssi >= 10 ? 'good' : 'bad')),
    distinctUntilChanged(),
  );

/** A modem that says just this, when just that is said to it. */
const modem = scripted(`
  > AT
  < OK
  > ATE0
  < OK
  > AT+CMEE=1
  < OK
  > AT+CSQ
  20ms < +CSQ: 23,0
  < OK
  > AT+CSQ
  < +CREG: 2
  < +CSQ: 7,0
  < OK`);

// The twenty seconds pass at once. In jest: (actual, expected) => expect(actual).toEqual(expected)
new TestScheduler(deepEqual).run(({ expectObservable }) => {
  const told = connect(modem, sim800, { quietMs: 0 }).pipe(switchMap(reception), take(2));
  expectObservable(told).toBe('20ms g 9979ms (b|)', { g: 'good', b: 'bad' });
});
console.log('good at 20 ms, bad at 10 s: as expected.');
