import { catchError, concat, defer, ignoreElements, type Observable, throwError } from 'rxjs';
import { type Modem, ModemError, ready, type StageName } from 'rxmodem';
import { CliError } from '../errors/cliError';
import type { SmsModemOptions } from '../options/smsModemOptions';
import { pinOf } from './unlocked';
import { withModem } from './withModem';

/** The exit code of a service that the network or the firmware does not give. */
const UNAVAILABLE = 69;

/**
 * Opens a modem, waits until its SIM is ready (and the network, to send), and runs some work with its messages. The PIN comes from
 * RXMODEM_PIN, and is entered once.
 */
export const withMessages = <T>(
  options: SmsModemOptions,
  work: (modem: Modem) => Observable<T>,
  stages: readonly StageName[] = ['sim'],
): Observable<T> =>
  withModem(options, (modem) =>
    concat(
      isReady(modem, stages, options.readyTimeout * 1_000),
      defer(() => work(modem)),
    ),
  ).pipe(catchError((error: unknown) => throwError(() => withoutMessages(error))));

/** The stages that sending needs. */
export const SENDING: readonly StageName[] = ['sim', 'circuit'];

const isReady = (modem: Modem, stages: readonly StageName[], withinMs: number): Observable<never> => {
  const pin = pinOf();
  return ready(modem, {
    stages,
    restarts: 0,
    simWithinMs: withinMs,
    registrationWithinMs: withinMs,
    totalMs: withinMs,
    ...(pin !== undefined && { pin }),
  }).pipe(ignoreElements());
};

/** Firmware without messages is a service that is missing, not a wrong call. */
const withoutMessages = (error: unknown): unknown => {
  if (!(error instanceof ModemError)) return error;
  const { reason } = error;
  if (reason.kind === 'unsupported' && reason.feature.startsWith('short messages'))
    return new CliError({ kind: 'modem', error, exit: UNAVAILABLE });
  return error;
};
