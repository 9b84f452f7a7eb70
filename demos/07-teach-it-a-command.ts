/** Teach it a command and a URC: one `const` each, and nothing in the library changes. */
import { forkJoin, switchMap, take, takeUntil, tap } from 'rxjs';
import { at, command, openModem, type Modem, ofUrc, urc } from 'rxmodem';
import { desk } from './desk';

/** The current network. */
const network = command('+COPS?', {
  does: 'Reads the network that the modem is in.',
  source: 'SIM800 AT manual V1.09 pages 80–81',
  answers: {
    mode: at.integer,
    format: at.optional(at.integer),
    name: at.optional(at.text),
    technology: at.optional(at.integer),
  },
  timeoutMs: 45_000,
  example: `
    > AT+COPS?
    < +COPS: 0,0,"CHINA MOBILE"
    < OK`,
});

/** A URC of your own firmware. */
const doorMoved = urc('+DOOR', {
  tells: 'Tells that a door was opened or closed.',
  source: 'the firmware’s own notes',
  gives: { door: at.integer, state: at.quoted },
  example: '+DOOR: 2,"open"',
});

const { where, stopped } = desk({ talks: true });

const asked = (modem: Modem) =>
  modem.send(network()).pipe(tap(({ value }) => console.log(`We are in ${value.name ?? 'no network'}.`)));

const heard = (modem: Modem) =>
  modem.urcs.pipe(
    ofUrc(doorMoved),
    tap(({ door, state }) => console.log(`Door ${door} is ${state}.`)),
  );

// The demo ends after the answer and one such URC. A modem without this firmware never sends it: press Ctrl-C.
where
  .pipe(
    switchMap(({ transport, profile }) => openModem(transport, profile)),
    switchMap((modem) => forkJoin([asked(modem), heard(modem).pipe(take(1))])),
    take(1),
    takeUntil(stopped),
  )
  .subscribe({ complete: () => console.log('Learned.') });
