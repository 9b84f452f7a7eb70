import { defer, EMPTY, ignoreElements, map, merge, Observable, share, Subject, takeUntil, tap } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Port, Transport } from '../wire/transport';
import type { Machine } from './machine';

const NAME = 'emulator';

/** The ways to a virtual modem. */
export interface EmulatorPorts {
  /** Its in-process port. It can be opened again after closing. */
  readonly transport: Transport;
  /** The same port, opened at this rate: at another one than `portBaud` both sides hear noise. */
  readonly at: (baud: number) => Transport;
  /**
   * Bytes from the host in, bytes to the host out: for servers of pseudo-terminals and sockets. `hostBaud` is the host’s rate now;
   * without it, any rate works.
   */
  readonly attach: (
    incoming: Observable<Uint8Array>,
    hostBaud?: () => number | undefined,
  ) => Observable<Uint8Array>;
}

/** The ways to a modem: in this process, and for servers. */
export const portsOf = (machine: Machine, spoken: Observable<Uint8Array>): EmulatorPorts => {
  const at = transportTo(machine, spoken);
  const { rate } = machine.port;
  return {
    transport: at(),
    at,
    attach: (incoming, hostBaud = () => undefined) =>
      merge(
        spoken.pipe(map((bytes) => rate.toHost(bytes, hostBaud()))),
        hearing(machine, incoming.pipe(map((bytes) => rate.toModem(bytes, hostBaud())))),
      ),
  };
};

/** Opens the line, and gives the machine what the host sends. */
const hearing = (machine: Machine, incoming: Observable<Uint8Array>): Observable<never> =>
  merge(
    defer(() => (machine.opened(), EMPTY)),
    incoming.pipe(
      tap((bytes) => machine.hear(bytes)),
      ignoreElements(),
    ),
  );

/** A port that one host at a time can open, like a serial port. */
const transportTo = (machine: Machine, spoken: Observable<Uint8Array>) => {
  let taken = false;
  return (baud?: number): Transport =>
    new Observable<Port>((host) => {
      if (taken) {
        host.error(new ModemError({ kind: 'port', where: NAME, problem: 'it is open already' }));
        return undefined;
      }
      taken = true;
      const closed = new Subject<void>();
      const opening = defer(() => (machine.opened(), EMPTY));
      const heard = spoken.pipe(map((bytes) => machine.port.rate.toHost(bytes, baud)));
      const incoming = merge(heard, opening).pipe(takeUntil(closed), share({ resetOnRefCountZero: false }));
      const write = (bytes: Uint8Array) =>
        defer(() => (machine.hear(machine.port.rate.toModem(bytes, baud)), EMPTY));
      const setDtr = (on: boolean) => defer(() => (machine.port.sleep.dtr(on), EMPTY));
      const port: Port & { readonly setDtr: typeof setDtr } = { name: NAME, incoming, write, setDtr };
      host.next(port);
      return () => {
        taken = false;
        closed.next();
      };
    });
};
