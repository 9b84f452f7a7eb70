import {
  catchError,
  concat,
  defer,
  EMPTY,
  exhaustMap,
  filter,
  ignoreElements,
  merge,
  mergeMap,
  NEVER,
  type Observable,
  of,
  switchMap,
  throwError,
} from 'rxjs';
import { commands, type Modem, ModemError, ready, type ReadyOptions } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { note } from '../output/note';
import { wordsOf } from '../errors/wordsOf';

/** How long a SIM may take to be ready behind its PIN. */
const READY_MS = 20_000;

/** The PIN of the environment. It is never an argument: everybody sees those. Fails with `usage` where it can be none. */
export const pinOf = (): string | undefined => {
  const pin = process.env['RXMODEM_PIN'];
  if (pin === undefined || pin === '') return undefined;
  if (/^\d{4,8}$/.test(pin)) return pin;
  throw new CliError({ kind: 'usage', message: 'RXMODEM_PIN is not 4 to 8 digits; correct it, or unset it' });
};

/**
 * Enters the PIN of the environment where the SIM waits for it; completes. It is entered once, and not at all where one try is left.
 *
 *     > AT+CPIN?   < +CPIN: SIM PIN   > AT+SPIC   < +SPIC: 3,10,0,10   > AT+CPIN="…"   < OK   < +CPIN: READY
 *
 * A modem whose SIM is not there, or not ready yet, is left as it is: the verb finds out whether it needs one.
 */
export const unlocked = (modem: Modem): Observable<never> =>
  defer(() => {
    const pin = pinOf();
    if (pin === undefined) return EMPTY;
    return pastLock(modem, { pin });
  });

/** Fails as `ready` does where the SIM is locked: a refusal came of that. Otherwise fails with what was refused. */
export const orLocked = (modem: Modem, error: unknown): Observable<never> =>
  concat(
    isRefusal(error) ? pastLock(modem, {}) : EMPTY,
    throwError(() => error),
  );

const isRefusal = (error: unknown): boolean =>
  error instanceof CliError
    ? error.problem.kind === 'refused-by-network'
    : error instanceof ModemError && ['refused', 'cme', 'network'].includes(error.reason.kind);

/** Waits for a SIM that is locked; one that is not is left as it is. */
const pastLock = (modem: Modem, given: Pick<ReadyOptions, 'pin'>): Observable<never> => {
  const limits = { simWithinMs: READY_MS, totalMs: READY_MS, restarts: 0 };
  return modem.send(commands.simState()).pipe(
    catchError((error: unknown) => (isAnswer(error) ? EMPTY : throwError(() => error))),
    mergeMap(({ value }) =>
      /PIN|PUK/i.test(value.state)
        ? ready(modem, { stages: ['sim'], ...given, ...limits }).pipe(ignoreElements())
        : EMPTY,
    ),
  );
};

/**
 * The same for a modem that is watched for years: enters the PIN each time that the SIM waits for it, as after a restart or a lost
 * port, until it was refused once. A modem that stays locked is emitted all the same: it shows its state.
 *
 *     modem   ---m----------------…
 *     sim     -----L--R------L----      L waits for its PIN, R ready
 *     result  ---m----------------…     the PIN is entered at each L
 */
export const keptUnlocked = (modems: Observable<Modem>): Observable<Modem> =>
  defer(() => {
    if (pinOf() === undefined) return modems;
    let isRefused = false;
    const enter = (modem: Modem): Observable<never> =>
      defer(() => (isRefused ? EMPTY : unlocked(modem))).pipe(
        catchError((error: unknown) => {
          // A modem that goes away may have taken it or not: it is not tried again, either.
          isRefused = true;
          note(`RXMODEM_PIN is not entered again: ${wordsOf(error)}`);
          return EMPTY;
        }),
      );
    return modems.pipe(
      switchMap((modem) => {
        const locked = modem.state.sim.pipe(filter(({ state }) => state === 'SIM PIN'));
        const entering = merge(of(undefined), locked).pipe(exhaustMap(() => enter(modem)));
        return merge(of(modem), entering, NEVER);
      }),
    );
  });

const isAnswer = (error: unknown): boolean =>
  error instanceof ModemError && ['refused', 'cme', 'unreadable'].includes(error.reason.kind);

/** What locks the SIM is named with the way to give the command its PIN. */
export const namingPin = (error: unknown): unknown => {
  if (!(error instanceof ModemError)) return error;
  const { reason } = error;
  return reason.kind === 'network' && reason.cause === 'pin'
    ? new ModemError({ ...reason, advice: 'set RXMODEM_PIN to it, or enter it by hand with AT+CPIN' })
    : error;
};
