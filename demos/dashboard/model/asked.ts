import { catchError, concat, EMPTY, ignoreElements, type Observable } from 'rxjs';
import { type Command, commands, type Modem } from 'rxmodem';

/** Bearer 1 of a SIM800, PDP context 1 of an A76XX: what services ride on. */
const CID = 1;

/** What tells of a modem's state. Its state views hear the answers; nobody else reads them. */
const QUESTIONS: readonly Command<unknown>[] = [
  commands.simState(),
  commands.circuitRegistration(),
  commands.packetRegistration(),
  commands.lteRegistration(),
  commands.bearerState({ cid: CID }),
  commands.contextActive(),
  commands.contextAddress({ cid: CID }),
  commands.battery(),
  commands.batteryA76(),
  commands.clock(),
];

/** Asks a modem how it is: whatever its family knows of these questions. What it refuses to tell is not told. */
export const asked = (modem: Modem): Observable<never> => {
  const known = QUESTIONS.filter(({ definition }) => modem.profile.vocabulary.commands.includes(definition));
  const quietly = (question: Command<unknown>): Observable<never> =>
    modem.send(question).pipe(
      ignoreElements(),
      catchError(() => EMPTY),
    );
  return concat(...known.map(quietly));
};
