import { catchError, concat, defer, EMPTY, ignoreElements, type Observable } from 'rxjs';
import type { Modem } from '../../modem/modem';

/**
 * Asks a modem for all states that its family reports, so that the views of `modem.state` are fresh; completes.
 *
 *     refresh(modem)     > AT+CPIN?   > AT+CREG?   > AT+CSQ  …     modem.state hears the answers
 *
 * Each command takes its turn by itself, so that flows get their word in between. What the modem refuses stays as it was;
 * it never fails.
 */
export const refresh = (modem: Modem): Observable<never> =>
  defer(() =>
    concat(
      ...modem.profile.stateQuestions.map((question) =>
        modem.send(question).pipe(
          ignoreElements(),
          catchError(() => EMPTY),
        ),
      ),
    ),
  );
