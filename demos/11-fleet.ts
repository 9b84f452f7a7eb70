/**
 * A fleet: three modems of different families as one. The modem with a download is unplugged in the middle, and the download
 * continues on another modem, after the bytes that came.
 */
import { distinctUntilChanged, filter, ignoreElements, map, merge, switchMap, take, tap, zip } from 'rxjs';
import { collect, http, pool, type PoolMember, type TransferEvent } from 'rxmodem';
import { fleetDesk } from './fleetDesk';

const { modems, file, original, unplug } = fleetDesk();
// Yours: pool([{ name: 'north', modem: openModem(serialPort('/dev/ttyUSB0'), sim800) }, …])
const fleet = pool(modems);
let first: string | undefined;

const everybody = fleet.members.pipe(
  filter((members) => members.length === modems.length && members.every(({ isAsked }) => isAsked)),
  take(1),
  tap((members) => members.forEach(({ name, title, states }) => console.log(name, title, states.signal))),
);

const whoHasIt = fleet.members.pipe(
  map((members) => members.find(({ isTaken }) => isTaken)),
  filter((member): member is PoolMember => member !== undefined),
  distinctUntilChanged((one, other) => one.name === other.name),
  tap(({ name, title }) => {
    first ??= name;
    console.log(`\n${name}, the ${title}, has it`);
  }),
);

const show = (event: TransferEvent) => {
  // Chunks come as the port delivers them; this prints a line for each complete window.
  if (event.kind === 'chunk' && event.loaded % 4_096 === 0)
    console.log(`${event.loaded} of ${event.total} bytes`);
  if (event.kind === 'chunk' && event.loaded === 16_384 && first !== undefined) {
    console.log(`${first} is unplugged`);
    unplug(first);
  }
  if (event.kind === 'resumed')
    console.log(`lost (${event.reason.kind}), and goes on behind byte ${event.offset}`);
};

const download = everybody.pipe(
  // No modem is named: the pool takes the best free one.
  switchMap(() => http.get(fleet, file)),
  tap(show),
  collect(),
);

merge(whoHasIt.pipe(ignoreElements()), zip(download, original))
  .pipe(take(1))
  .subscribe(([{ bytes }, wanted]) => {
    const same = Buffer.from(wanted).equals(bytes);
    console.log(same ? '\nEvery byte as the server has it.' : '\nNOT what the server has.');
    process.exitCode = same ? 0 : 1;
  });
