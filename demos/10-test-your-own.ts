/** Test your own pipeline against a written conversation, in virtual time, without a modem. */
import { deepEqual } from 'node:assert/strict';
import { distinctUntilChanged, exhaustMap, map, take, timer } from 'rxjs';
import { commands, type Modem } from 'rxmodem';
import { runConversation } from 'rxmodem/testing';

/** The pipeline: reads the signal every ten seconds, and emits when it turns from good to bad or back. */
const reception = (modem: Modem) =>
  timer(0, 10_000).pipe(
    exhaustMap(() => modem.send(commands.signal())),
    map(({ value }) => (value.rssi >= 10 ? 'good' : 'bad')),
    distinctUntilChanged(),
  );

/** What the host sends and what the modem answers. The bring-up is left out. */
const CONVERSATION = `
       > AT+CSQ
  20ms < +CSQ: 23,0
       < OK
       > AT+CSQ
       < +CREG: 2
       < +CSQ: 7,0
       < OK`;

// The ten seconds pass at once. In jest it needs no assertDeepEqual.
runConversation(
  CONVERSATION,
  (modem, expectObservable) =>
    expectObservable(reception(modem).pipe(take(2))).toBe('20ms g 9979ms (b|)', { g: 'good', b: 'bad' }),
  { assertDeepEqual: deepEqual },
);
console.log('good at 20 ms, bad at 10 s: as expected.');
