import { catchError, defer, EMPTY, exhaustMap, from, fromEvent, type Observable } from 'rxjs';
import { problemOf } from '../../model/problemOf';

/** A closed dialogue is no error. */
const NOTHING_CHOSEN = 'NotFoundError';

/** Offers a button where the browser has Web Serial; emits the ports that people choose by it. */
export const serialButton = (
  button: HTMLButtonElement,
  say: (problem: string | undefined) => void,
): Observable<SerialPort> => {
  if (!('serial' in navigator)) return EMPTY;
  button.hidden = false;
  const asked = defer(() => from(navigator.serial.requestPort())).pipe(
    catchError((error: unknown) => {
      const isClosed = error instanceof DOMException && error.name === NOTHING_CHOSEN;
      say(isClosed ? undefined : problemOf(error));
      return EMPTY;
    }),
  );
  return fromEvent(button, 'click').pipe(exhaustMap(() => asked));
};
