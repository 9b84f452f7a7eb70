/**
 * Resume after a restart: the modem restarts in the middle of a download, and its port goes away with it. A virtual modem
 * does so by itself; unplug yours, and plug it in again.
 */
import { switchMap, take, tap, zip } from 'rxjs';
import { collect, openModem, http, type TransferEvent } from 'rxmodem';
import { desk } from './desk';

const { where, file, original } = desk({ unpluggedAfterBytes: 20_000 });

const show = (event: TransferEvent) => {
  // Chunks come as the port delivers them; this prints a line for each complete window.
  if (event.kind === 'chunk' && event.loaded % 4_096 === 0)
    console.log(`${event.loaded} of ${event.total} bytes`);
  if (event.kind === 'resumed')
    console.log(`lost (${event.reason.kind}), and goes on behind byte ${event.offset}`);
};

const download = where.pipe(
  // The port is opened again when it is back, and the modem stays the same object.
  switchMap(({ transport, profile }) => openModem(transport, profile, { reconnect: true })),
  take(1),
  // The rest is fetched as a range of the same version of the file: two versions are never joined.
  switchMap((modem) => http.get(modem, { url: file, retry: { attempts: 10, delay: 1_000 } })),
  tap(show),
  collect(),
);

zip(download, original).subscribe(([{ bytes }, wanted]) => {
  const same = Buffer.from(wanted).equals(bytes);
  console.log(same ? 'Every byte as the server has it.' : 'NOT what the server has.');
  process.exitCode = same ? 0 : 1;
});
