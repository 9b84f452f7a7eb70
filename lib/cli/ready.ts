import { catchError, concat, defer, EMPTY, mergeMap, type Observable, retry, throwError, timer } from 'rxjs';
import { commands, type Modem, ModemError } from 'rxmodem';
import { isRegistered } from './isRegistered';
import { registrationOf } from './registrationOf';
import { registrationWords } from './registrationWords';

const EVERY_MS = 1_000;

const notReady = (step: string, seen: string): Observable<never> =>
  throwError(() => new ModemError({ kind: 'network', step, seen }));

/** Time does not help a SIM that waits for its PIN. */
const waitsForPin = ({ reason }: ModemError): boolean =>
  reason.kind === 'network' && reason.step === 'SIM' && /PIN|PUK/.test(reason.seen);

/** What happened, without what to do next: that is said once, of the whole. */
const happened = ({ message }: ModemError): string => message.replace(/; [^;]*$/, '');

/** A modem that knows no `CPIN` says a plain ERROR even where errors are numbered: it is believed to have a SIM. */
const sim = (modem: Modem): Observable<never> =>
  modem.send(commands.simState()).pipe(
    mergeMap(({ value }) => (value.state === 'READY' ? EMPTY : notReady('SIM', value.state))),
    catchError((error: unknown) => {
      if (!(error instanceof ModemError)) return throwError(() => error);
      if (error.reason.kind === 'refused') return EMPTY;
      return error.reason.kind === 'cme' ? notReady('SIM', happened(error)) : throwError(() => error);
    }),
  );

const registration = (modem: Modem): Observable<never> =>
  registrationOf(modem).pipe(
    mergeMap((status) =>
      status === undefined || isRegistered(status)
        ? EMPTY
        : notReady('registration', registrationWords(status)),
    ),
  );

/**
 * Waits until the SIM is ready and the modem registered, looking once a second; a modem that does not tell whether it is
 * registered is believed to be. Fails with `network` when that takes too long, and at once where a PIN is missing.
 */
export const ready = (modem: Modem, withinMs: number): Observable<never> =>
  defer(() => {
    const until = Date.now() + withinMs;
    const mayWait = (error: unknown): boolean =>
      error instanceof ModemError &&
      error.reason.kind === 'network' &&
      !waitsForPin(error) &&
      Date.now() < until;
    return concat(sim(modem), registration(modem)).pipe(
      retry({ delay: (error: unknown) => (mayWait(error) ? timer(EVERY_MS) : throwError(() => error)) }),
    );
  });
