/** What demo 11 has on its desk: three virtual modems of different families, a small web behind them, and their cables. */
import { map, merge, mergeMap, type Observable, of, Subject, throwError } from 'rxjs';
import {
  a7600,
  openModem,
  ModemError,
  type PoolEntry,
  type Profile,
  sim7600,
  sim800,
  type Transport,
} from 'rxmodem';
import { emulator, simulatedWeb } from 'rxmodem/emulator';

/** What stands on the desk. */
export interface FleetDesk {
  readonly modems: readonly PoolEntry[];
  /** A file on the web. */
  readonly file: string;
  /** The same file, had without a modem. */
  readonly original: Observable<Uint8Array>;
  /** Pulls the plug of the modem of this name. */
  readonly unplug: (name: string) => void;
}

const FILE = new TextEncoder().encode('One byte after another, through a modem.\r\nOK\r\n'.repeat(1_024));
const URL_OF_FILE = 'http://example.com/file.txt';
const BAUD_RATE = 230_400;

/** The modem with the best signal is first, so the pool takes it first. */
const FLEET: readonly (readonly [name: string, profile: Profile, rssi: number])[] = [
  ['north', sim800, 29],
  ['east', a7600, 21],
  ['south', sim7600, 13],
];

/** A transport that ends when the modem is unplugged. */
const cabled = (transport: Transport, pulled: Observable<unknown>): Transport => {
  const gone = pulled.pipe(
    mergeMap(() => throwError(() => new ModemError({ kind: 'closed', where: 'the virtual port' }))),
  );
  return transport.pipe(map((port) => ({ ...port, incoming: merge(port.incoming, gone) })));
};

/** Prepares three virtual modems. A port or a recording has only one. */
export const fleetDesk = (): FleetDesk => {
  if (process.argv.length > 2) {
    console.error(
      'This demo takes no options: its three modems are virtual ones. See docs/guide/fleet.md for yours.',
    );
    process.exit(2);
  }
  const web = simulatedWeb({ [URL_OF_FILE]: { body: FILE, headers: [['ETag', '"1"']] } });
  const plugs = new Map(FLEET.map(([name]) => [name, new Subject<void>()]));
  const modems = FLEET.map(([name, profile, rssi]) => {
    const virtual = emulator({ family: profile.name, origin: web, baud: BAUD_RATE, rssi });
    return { name, modem: openModem(cabled(virtual.transport, plugs.get(name) ?? of()), profile) };
  });
  return { modems, file: URL_OF_FILE, original: of(FILE), unplug: (name) => plugs.get(name)?.next() };
};
