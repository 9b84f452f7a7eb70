/**
 * The first minute: `npm start`.
 *
 * Starts a small web server on loopback and two virtual modems, a SIM800 and an A7600; downloads the same file through each, and
 * shows the conversation, the URCs in between, and the progress. It needs no hardware and no network.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { concat, defer, ignoreElements, interval, merge, Observable, switchMap, take, tap } from 'rxjs';
import {
  a7600,
  collect,
  openModem,
  http,
  sim800,
  type HttpResponse,
  type Modem,
  type Profile,
} from 'rxmodem';
import { emulator, type FamilyName } from 'rxmodem/emulator';
import { httpOrigin } from 'rxmodem/node';
import { screen } from './screen';

const FILE = Buffer.from('One byte after another, through a modem that is not there.\r\nOK\r\n'.repeat(768));
const BAUD_RATE = 230_400;
const URCS = ['+CREG: 1', 'RING', '+CMTI: "SM",3', '*PSUTTZ: 2026,11,21,12,0,0,"+4",0'];

/** A web server on loopback, open while it is subscribed; emits its address. */
const webServer = new Observable<string>((subscriber) => {
  const server = createServer((_, response) => response.end(FILE));
  server.listen(0, '127.0.0.1', () => {
    subscriber.next(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  return () => server.close();
});

const summary = ({ status, bytes }: HttpResponse): string => {
  const same = FILE.equals(bytes) ? 'every byte as the server sent it' : 'NOT what the server sent';
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return `status ${status}, ${bytes.length} bytes, ${same} (sha256 ${digest}…)`;
};

/** Gets the file through one virtual modem, and shows everything. */
const download = (url: string, family: FamilyName, profile: Profile): Observable<unknown> =>
  defer(() => {
    const show = screen(`${profile.title}, virtual, at ${BAUD_RATE} baud`);
    const virtual = emulator({ family, origin: httpOrigin(), baud: BAUD_RATE });

    const page = (modem: Modem): Observable<HttpResponse> =>
      http.get(modem, url).pipe(
        tap((event) => {
          if (event.kind === 'chunk') show.progress(event.loaded, event.total ?? 0);
        }),
        collect(),
      );
    const session = openModem(virtual.transport, profile, { baudRate: BAUD_RATE, trace: show.line }).pipe(
      take(1),
      switchMap((modem) =>
        merge(modem.urcs.pipe(tap(show.urc), ignoreElements()), page(modem)).pipe(take(1)),
      ),
      tap((response) => show.done(summary(response))),
    );
    // Meanwhile the modem sends URCs.
    const chatter = interval(300).pipe(tap((n) => virtual.say(URCS[n % URCS.length] as string)));
    return merge(chatter.pipe(ignoreElements()), session).pipe(take(1));
  });

webServer
  .pipe(
    switchMap((address) =>
      concat(
        download(`${address}/file.txt`, 'sim800', sim800),
        download(`${address}/file.txt`, 'a7600', a7600),
      ),
    ),
    take(2),
  )
  .subscribe({ error: (error: unknown) => console.error(error) });
