/** Poll, retry, switch: an RxJS program as any other, and the modem is one of its sources. Until Ctrl-C. */
import { catchError, exhaustMap, map, merge, of, retry, switchMap, takeUntil, tap, timer } from 'rxjs';
import { collect, commands, openModem, exponential, http, type Modem, ofUrc } from 'rxmodem';
import { desk } from './desk';

const { where, page, stopped } = desk({ talks: true });

/** Polls: how it hears, every second. A slow answer is waited for; one that fails is asked for again. */
const signal = (modem: Modem) =>
  timer(0, 1_000).pipe(
    exhaustMap(() => modem.send(commands.signal()).pipe(retry({ count: 2, delay: 500 }))),
    map(({ value }) => `signal ${value.rssi} of 31`),
  );

/** Retries: a server that is busy gets another chance, and what fails for good is told, and no reason to stop. */
const news = (modem: Modem) =>
  http
    .get(modem, { url: page, retry: { attempts: 4, delay: exponential({ fromMs: 250, upToMs: 4_000 }) } })
    .pipe(
      collect(),
      map((response) => `news: ${response.text().split('\n')[0]}`),
      catchError((error: unknown) => of(`no news: ${String(error)}`)),
    );

/** Switches: each message that comes in asks for the news, and the request that is still running is hung up on. */
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
