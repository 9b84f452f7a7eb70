/** Leave early: to unsubscribe in the middle of a download is to hang up politely. */
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
      // takeUntil(fromEvent(button, 'click')), switchMap, a time-out, or that this was enough: whatever unsubscribes.
      http.get(modem, file).pipe(takeWhile((event) => event.kind !== 'chunk' || event.loaded < 6_000)),
    ),
  )
  .subscribe({
    // What is in flight is heard out, AT+HTTPTERM is said and answered, and then the port closes.
    complete: () => console.log('We have left. What follows is the goodbye:'),
  });
