/** Watch the network: the URCs of the modem and its state, until Ctrl-C. */
import { merge, switchMap, takeUntil, tap } from 'rxjs';
import { commands, openModem, type Modem, ofUrc, splitUrcs } from 'rxmodem';
import { desk } from './desk';

const { where, stopped } = desk({ talks: true });

/** Views of the modem's state: each replays its last value and emits changes. They send no commands. */
const known = ({ state }: Modem) =>
  merge(
    state.registration.pipe(
      tap(({ status, isRegistered }) => console.log('network', { status, isRegistered })),
    ),
    state.signal.pipe(tap(({ dBm }) => console.log('signal', { dBm }))),
  );

/** URCs (unsolicited result codes), one stream for each kind … */
const news = ({ urcs }: Modem) => {
  const { sms, rest } = splitUrcs({ sms: commands.incomingSms })(urcs);
  return merge(
    sms.pipe(tap(({ storage, index }) => console.log('a message', { storage, index }))),
    rest.pipe(
      ofUrc(commands.ring),
      tap(() => console.log('it rings')),
    ), // … or just one kind
  );
};

/** Turns on reports: the modem then sends a URC when its registration changes (27.007 § 7.2). */
const reports = (modem: Modem) =>
  merge(modem.send(commands.circuitRegistrationReports({ mode: 1 })), modem.send(commands.signal()));

where
  .pipe(
    switchMap(({ transport, profile }) => openModem(transport, profile)),
    switchMap((modem) => merge(known(modem), news(modem), reports(modem))),
    takeUntil(stopped),
  )
  .subscribe({ complete: () => console.log('Watched enough.') });
