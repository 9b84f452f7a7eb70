/** Leave early: unsubscribing in the middle of a download ends the session of the modem cleanly. */
import { switchMap, take, takeWhile } from 'rxjs';
import { openModem, http, type TraceEntry } from 'rxmodem';
import { desk } from './desk';

const { where, file } = desk();
const show = ({ sign, text }: TraceEntry) => console.log(`  ${sign} ${text}`);

where
  .pipe(
    switchMap(({ transport, profile }) => openModem(transport, profile, { trace: show })),
    take(1),
    switchMap((modem) =>
      // takeUntil(fromEvent(button, 'click')), switchMap, a timeout, or enough bytes: anything that unsubscribes.
      http.get(modem, file).pipe(takeWhile((event) => event.kind !== 'chunk' || event.loaded < 6_000)),
    ),
  )
  .subscribe({
    // The command in flight is finished, AT+HTTPTERM closes the session, and then the port closes.
    complete: () => console.log('We have left. What follows is the goodbye:'),
  });
