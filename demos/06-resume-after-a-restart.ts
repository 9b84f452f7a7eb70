/**
 * Resume after a restart: the modem restarts in the middle of a download, and its port goes away with it. The virtual one
 * does so by itself; pull the plug of yours, and plug it in again.
 */
import { switchMap, take, tap, zip } from 'rxjs';
import { collect, openModem, http, type TransferEvent } from 'rxmodem';
import { desk } from './desk';

const { where, file, original } = desk({ unpluggedAfterBytes: 20_000 });

const show = (event: TransferEvent) => {
  // Chunks are as the port gives them; this makes a line of each window that is whole.
  if (event.kind === 'chunk' && event.loaded % 4_096 === 0)
    console.log(`${event.loaded} of ${event.total} bytes`);
  if (event.kind === 'resumed')
    console.log(`lost (${event.reason.kind}), and goes on behind byte ${event.offset}`);
};

const download = where.pipe(
  // The port is opened again when it is back; whoever holds the modem keeps it.
  switchMap(({ transport, profile }) => openModem(transport, profile, { reconnect: true })),
  take(1),
  // The rest is fetched as a range of the same version of the file: nothing is ever put together of two.
  switchMap((modem) => http.get(modem, { url: file, retry: { attempts: 10, delay: 1_000 } })),
  tap(show),
  collect(),
);

zip(download, original).subscribe(([{ bytes }, wanted]) => {
  const same = Buffer.from(wanted).equals(bytes);
  console.log(same ? 'Every byte as the server has it.' : 'NOT what the server has.');
  process.exitCode = same ? 0 : 1;
});
