/** A dashboard in twenty lines: the state of the modem, live in a browser, by server-sent events, until Ctrl-C. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ignoreElements, map, merge, Observable, switchMap, takeUntil } from 'rxjs';
import { commands, openModem, type Modem } from 'rxmodem';
import { desk } from './desk';

const { where, stopped } = desk({ talks: true });

const PAGE = `<!doctype html><meta charset="utf-8"><title>Modem</title><pre></pre><script>
  const known = {};
  new EventSource('/events').onmessage = ({ data }) => {
    Object.assign(known, JSON.parse(data));
    document.querySelector('pre').textContent = JSON.stringify(known, null, 2);
  };
</script>`;

/** Each view of the modem's state, with its name: { signal: { dBm: -73 … } }. */
const told = ({ state }: Modem) =>
  merge(
    ...Object.entries<Observable<object>>(state).map(([name, view]) =>
      view.pipe(map((value) => ({ [name]: value }))),
    ),
  );

/** A web server on loopback, open while it is subscribed; emits its address. */
const dashboard = (modem: Modem) =>
  new Observable<string>((subscriber) => {
    const server = createServer(({ url }, response) => {
      if (url !== '/events') return response.setHeader('Content-Type', 'text/html').end(PAGE);
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      // Views replay their last value, so a page that connects late gets it, too.
      const telling = told(modem).subscribe((news) => response.write(`data: ${JSON.stringify(news)}\n\n`));
      return response.on('close', () => telling.unsubscribe());
    });
    server.listen(0, '127.0.0.1', () =>
      subscriber.next(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`),
    );
    return () => server.close().closeAllConnections();
  });

/** Views send no commands: the program polls. */
const questions = (modem: Modem) =>
  merge(modem.send(commands.signal()), modem.send(commands.circuitRegistrationReports({ mode: 1 }))).pipe(
    ignoreElements(),
  );

where
  .pipe(
    switchMap(({ transport, profile }) => openModem(transport, profile, { reconnect: true })),
    switchMap((modem) => merge(dashboard(modem), questions(modem))),
    takeUntil(stopped),
  )
  .subscribe((address) => console.log(`Open ${address} in a browser; Ctrl-C ends it.`));
