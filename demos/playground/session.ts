import {
  BehaviorSubject,
  defer,
  EMPTY,
  merge,
  type Observable,
  retry,
  Subscription,
  switchMap,
  take,
} from 'rxjs';
import type { Port, Transport } from 'rxmodem';

/** The terminal's hold on the port. A program takes it over, and gives it back. */
export interface TerminalSession {
  /** The open port; `undefined` while a program has it, or where it could not be opened. */
  readonly port: Observable<Port | undefined>;
  readonly open: (transport: Transport) => void;
  readonly close: () => void;
}

/** A program that was left still winds the modem up: the port is free a little later. */
const AGAIN_MS = 200;
const TRIES = 150;

/** Makes it. `failed` is called where the port can't be opened, or goes away. */
export const terminalSession = (failed: (error: unknown) => void): TerminalSession => {
  const ports = new BehaviorSubject<Port | undefined>(undefined);
  let held = new Subscription();
  const close = (): void => {
    held.unsubscribe();
    ports.next(undefined);
  };
  const lost = (error: unknown): void => {
    close();
    failed(error);
  };
  return {
    port: ports,
    close,
    open: (transport) => {
      close();
      held = transport
        .pipe(
          retry({ count: TRIES, delay: AGAIN_MS }),
          switchMap((port) =>
            merge(
              port.incoming,
              defer(() => (ports.next(port), EMPTY)),
            ),
          ),
        )
        .subscribe({ error: lost });
    },
  };
};

/** The port that is open now, if one is. */
export const portNow = ({ port }: TerminalSession): Port | undefined => {
  let open: Port | undefined;
  port.pipe(take(1)).subscribe((now) => (open = now));
  return open;
};
