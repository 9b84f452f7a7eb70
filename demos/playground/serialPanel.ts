import { catchError, defer, EMPTY, exhaustMap, from, fromEvent, map, type Observable, take } from 'rxjs';
import { detectProfile, keptOpen } from 'rxmodem';
import { webSerial } from 'rxmodem/web-serial';
import type { DeskModem } from './desk';
import { byId } from './part';
import { problemOf } from './problemOf';

const BAUD_RATE = 115_200;
/** A closed dialogue is no error. */
const NOTHING_CHOSEN = 'NotFoundError';

/** Offers a real modem where the browser has Web Serial: it is asked which family it is, and takes the place of the virtual one. */
export const realModems = (free: () => void, failed: (problem: string) => void): Observable<DeskModem> => {
  if (!('serial' in navigator)) return EMPTY;
  const button = byId<HTMLButtonElement>('serial');
  button.hidden = false;
  const chosen = defer(() => from(navigator.serial.requestPort())).pipe(
    exhaustMap((port) => {
      free();
      const transport = keptOpen(webSerial(port, { baudRate: BAUD_RATE }));
      return detectProfile(transport).pipe(
        take(1),
        map((profile): DeskModem => ({ profile, transport })),
      );
    }),
    catchError((error: unknown) => {
      if (!(error instanceof DOMException && error.name === NOTHING_CHOSEN)) failed(problemOf(error));
      return EMPTY;
    }),
  );
  return fromEvent(button, 'click').pipe(exhaustMap(() => chosen));
};
