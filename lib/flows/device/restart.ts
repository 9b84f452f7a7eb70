import { checkOptions, is } from '../../grammar/checkOptions';
import {
  catchError,
  concat,
  defer,
  dematerialize,
  EMPTY,
  filter,
  ignoreElements,
  materialize,
  merge,
  type Observable,
  race,
  ReplaySubject,
  retry,
  take,
  tap,
  throwError,
  timeout,
  timer,
} from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import { maxTimerMs } from '../../../operators/timeoutPolicy';
import type { Modem } from '../../modem/modem';

/** How patient a restart is. */
export interface RestartOptions {
  /** How long the modem may take until it answers again. Default: 60 s. */
  readonly withinMs?: number | undefined;
}

const WITHIN_MS = 60_000;
/** How long a modem may go on answering after the `OK` to its restart. */
const DOWN_MS = 5_000;
const AGAIN_MS = 500;

/** The port went away with the modem, as USB ports do, and is being opened again. */
const isComingBack = ({ reason }: ModemError): boolean =>
  reason.kind === 'closed' && reason.reconnects === true;

/** Says it. `OK`, silence and the boot URCs in its place are all the same: it was heard (SIM800 AT manual V1.09 page 101). */
const said = (modem: Modem, booted: () => void): Observable<never> =>
  modem.send(modem.profile.power.restart).pipe(
    ignoreElements(),
    catchError((error: unknown) => {
      if (!(error instanceof ModemError)) return throwError(() => error);
      const { reason } = error;
      if (reason.kind === 'timeout' && reason.phase === 'answer') return EMPTY;
      if (reason.kind !== 'reset' && !isComingBack(error)) return throwError(() => error);
      booted();
      return EMPTY;
    }),
  );

/** Asks until it answers. Before that it is brought up, as ever after a restart. */
const up = (modem: Modem): Observable<never> =>
  modem.send(modem.profile.attention).pipe(
    ignoreElements(),
    retry({
      delay: (error: unknown) => {
        const isOver =
          !(error instanceof ModemError) || (error.reason.kind === 'closed' && !isComingBack(error));
        return isOver ? throwError(() => error) : timer(AGAIN_MS);
      },
    }),
  );

/**
 * Restarts a modem, by its family's command. Completes when it is up again: it booted, was brought up, and answers.
 *
 *     > AT+CFUN=1,1   < OK   …   < RDY    > AT  < OK    > ATE0  < OK   …   ⇒ completes
 *
 * All else that is open on the modem fails with `reset`, which is retried where a policy says so. If the firmware sends no
 * boot URC (autobaud), a modem that answers after five seconds is taken for restarted. Fails with `timeout` of phase
 * `bring-up` where it does not come back, with `refused` or `cme` where it refuses, with `closed` where the port goes away
 * for good. Unsubscribing does not stop it: the modem restarts all the same.
 *
 * Source: SIM800 AT manual V1.09 pages 100–101; A76XX AT manual V1.09 page 73.
 */
export const restart = (modem: Modem, options: RestartOptions = {}): Observable<never> =>
  modem.keepOpen(
    defer(() => {
      const { withinMs = WITHIN_MS } = checkOptions(options, { withinMs: is.limitMs });
      const { boot, power } = modem.profile;
      const booted = new ReplaySubject<void>(1);
      const listening = modem.urcs.pipe(
        filter((token) => token.kind === 'urc' && boot.includes(token.definition)),
        tap(() => booted.next()),
        ignoreElements(),
      );
      const down = defer(() => race(booted, timer(DOWN_MS))).pipe(take(1), ignoreElements());
      const late = (): ModemError =>
        new ModemError({
          kind: 'timeout',
          phase: 'bring-up',
          waitedMs: withinMs,
          command: power.restart.redacted,
        });
      const work = concat(
        said(modem, () => booted.next()),
        down,
        defer(() => up(modem)),
      );
      return merge(listening, work.pipe(materialize())).pipe(
        dematerialize(),
        timeout({ first: Math.min(withinMs, maxTimerMs), with: () => throwError(late) }),
      );
    }),
  );
