/** Teach it a command, and a URC: one `const` each, and nothing in the library changes. */
import { forkJoin, switchMap, take, takeUntil, tap } from 'rxjs';
import { command, connect, integer, type Modem, ofUrc, optional, quoted, text, urc } from 'rxmodem';
import { desk } from './desk';

/** Which network is it? */
const network = command('+COPS?', {
  does: 'Reads the network that the modem is in.',
  source: 'SIM800 AT manual V1.09 pages 80–81',
  answers: { mode: integer, format: optional(integer), name: optional(text), technology: optional(integer) },
  timeoutMs: 45_000,
  example: `
    > AT+COPS?
    < +COPS: 0,0,"CHINA MOBILE"
    < OK`,
});

/** A message that was sent has arrived (in text mode, where AT+CNMI asked for it). */
const delivered = urc('+CDS', {
  tells: 'Tells what became of a message that was sent.',
  source: 'SIM800 AT manual V1.09 pages 124–126',
  gives: {
    kind: integer,
    reference: integer,
    to: quoted,
    toType: integer,
    sent: quoted,
    done: quoted,
    status: integer,
  },
  example: '+CDS: 6,17,"+4915112345",145,"26/11/21,12:00:00+04","26/11/21,12:00:03+04",0',
});

const { where, stopped } = desk({ talks: true });

const asked = (modem: Modem) =>
  modem.send(network()).pipe(tap(({ value }) => console.log(`We are in ${value.name ?? 'no network'}.`)));

const heard = (modem: Modem) =>
  modem.urcs.pipe(
    ofUrc(delivered),
    tap(({ to, done }) => console.log(`Message to ${to} delivered at ${done}.`)),
  );

// Once the answer and one such URC have come, that is all; a real modem may keep you waiting: Ctrl-C.
where
  .pipe(
    switchMap(({ transport, profile }) => connect(transport, profile)),
    switchMap((modem) => forkJoin([asked(modem), heard(modem).pipe(take(1))])),
    take(1),
    takeUntil(stopped),
  )
  .subscribe({ complete: () => console.log('Learned.') });
