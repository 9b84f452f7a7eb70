/** Poll, retry, switch: an ordinary RxJS program with a modem as one of its sources, until Ctrl-C. */
import { catchError, exhaustMap, map, merge, of, retry, switchMap, takeUntil, tap, timer } from 'rxjs';
import { collect, commands, openModem, exponential, http, type Modem, ofUrc } from 'rxmodem';
import { desk } from './desk';

const { where, page, stopped } = desk({ talks: true });

/** Polls the signal every second. It waits for a slow answer and repeats a failed one. */
const signal = (modem: Modem) =>
  timer(0, 1_000).pipe(
    exhaustMap(() => modem.send(commands.signal()).pipe(retry({ count: 2, delay: 500 }))),
    map(({ value }) => `signal ${value.rssi} of 31`),
  );

/** Retries a busy server. A final failure is printed, and the program continues. */
const news = (modem: Modem) =>
  http
    .get(modem, { url: page, retry: { attempts: 4, delay: exponential({ fromMs: 250, upToMs: 4_000 }) } })
    .pipe(
      collect(),
      map((response) => `news: ${response.text().split('\n')[0]}`),
      catchError((error: unknown) => of(`no news: ${String(error)}`)),
    );

/** Switches: each incoming message requests the news, and cancels a request that is still running. */
const newsOnDemand = (modem: Modem) =>
  modem.urcs.pipe(
    ofUrc(commands.incomingSms),
    tap(({ index }) => console.log(`message ${index} came: what is new?`)),
    switchMap(() => news(modem)),
  );

where
  .pipe(
    switchMap(({ transport, profile }) => openModem(transport, profile)),
    switchMap((modem) => merge(signal(modem), newsOnDemand(modem))),
    takeUntil(stopped),
  )
  .subscribe((line) => console.log(line));
