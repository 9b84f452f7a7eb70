import { openModem, type Modem, type PoolEntry, type Profile, sim800 } from '../../lib';
import { emulator, type Emulator, type EmulatorSettings, type Origin } from '../../lib/emulator';
import { map, type Observable, Subject, takeUntil, mergeMap, throwError, merge } from 'rxjs';
import { ModemError, type Transport } from '../../lib';

/** A virtual modem of a pool, and what it heard. */
export interface Fellow {
  readonly name: string;
  readonly virtual: Emulator;
  readonly heard: readonly string[];
  /** A way to it that keeps the pool's name. */
  readonly entry: PoolEntry & { readonly modem: Observable<Modem> };
  /** Its cable is pulled: the port goes away, and can be opened again. */
  readonly unplug: () => void;
}

/** How a fellow is made. */
export interface FellowParts extends Partial<EmulatorSettings> {
  readonly name: string;
  readonly origin: Origin;
  readonly profile?: Profile;
}

const cabled = (transport: Transport, pulled: Observable<void>): Transport => {
  const gone = pulled.pipe(
    mergeMap(() => throwError(() => new ModemError({ kind: 'closed', where: 'cable' }))),
  );
  return transport.pipe(
    map((port) => ({ ...port, incoming: merge(port.incoming, gone) })),
    takeUntil(pulled),
  );
};

/** Makes a virtual modem for a pool: it answers a millisecond later. */
export const fellow = ({ name, origin, profile = sim800, ...knobs }: FellowParts): Fellow => {
  const virtual = emulator({ family: profile.name, origin, latencyMs: 1, ...knobs });
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  const pulled = new Subject<void>();
  const modem = openModem(cabled(virtual.transport, pulled), profile);
  return { name, virtual, heard, entry: { name, modem }, unplug: () => pulled.next() };
};

/** How many command lines began so. */
export const times = ({ heard }: Fellow, start: string): number =>
  heard.filter((line) => line.startsWith(start)).length;
