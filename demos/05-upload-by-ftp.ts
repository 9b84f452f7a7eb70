/** Upload by FTP, and list the folder. The program is the same on each family, and no trace shows the password. */
import { concat, map, switchMap, take } from 'rxjs';
import { openModem, ftp, type Modem } from 'rxmodem';
import { desk } from './desk';

const { where, ftpServer, ftpFolder } = desk();
const rows = Array.from(
  { length: 1_000 },
  (_, minute) => `${minute},${(20 + Math.sin(minute / 200)).toFixed(2)}`,
);
const csv = new TextEncoder().encode(`minute,temperature\n${rows.join('\n')}\n`);

const upload = (modem: Modem) =>
  ftp
    .put(modem, ftpServer, `${ftpFolder}today.csv`, csv)
    .pipe(
      map((event) =>
        event.kind === 'sent' ? `sent ${event.loaded} of ${event.total} bytes` : 'begins anew',
      ),
    );

const look = (modem: Modem) =>
  ftp.list(modem, ftpServer, ftpFolder).pipe(map(({ name, size }) => `there is ${name}, ${size} bytes`));

where
  .pipe(
    switchMap(({ transport, profile }) => openModem(transport, profile)),
    take(1),
    switchMap((modem) => concat(upload(modem), look(modem))),
  )
  .subscribe((line) => console.log(line));
