import { AsyncSubject, catchError, defer, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import { type Ask, ask } from '../../../dialects/ask';
import { pinEnter, pinRetries, simState } from '../networkCommands';
import { simChanged } from '../networkUrcs';
import { ModemError } from '../../../grammar/errors/modemError';
import { ofUrc } from '../../../../operators/ofUrc';
import type { CommandChannel } from '../../../../operators/commandChannel';
import {
  stageResult,
  type StageResult,
  type Stage,
  type ReadyRequest,
} from '../../../dialects/networkDialect';
import { causeIn, isRefusal, seenIn } from '../../../dialects/steps/onRefusal';

/** PIN2 and PUK2 are for some of the SIM's services; the network is there without. */
const READY = /^(?:READY|SIM P[IU][NK]2)$/i;
const BLOCKED = /^SIM PUK$/;
const LOCKED = /^PH-|PIN|PUK/i;

/** CME codes that say the same as an answer does (27.007 § 9.2). */
const AS_ANSWER: Readonly<Record<number, string>> = { 11: 'SIM PIN', 12: 'SIM PUK' };
/** The module is locked to a SIM, a network or an operator, or wants a PIN2 or PUK2. */
const LOCKS: ReadonlySet<number> = new Set([5, 6, 7, 17, 18, 40, 41, 42, 43, 44, 45, 46, 47]);
const SIM_BUSY = 14;

const codeOf = (error: unknown): number | undefined =>
  error instanceof ModemError && error.reason.kind === 'cme' ? error.reason.code : undefined;

/** Enters the PIN, once: three wrong ones lock the SIM. The answer is awaited also after the reader has left. */
const enter = (channel: CommandChannel, pin: string, { pins }: ReadyRequest): Observable<StageResult> =>
  defer(() => {
    pins.sent(pin);
    const answered = new AsyncSubject<StageResult>();
    const answer = channel.send(pinEnter({ pin })).pipe(
      map(() => {
        pins.accepted();
        return stageResult.urcExpected('its PIN was taken');
      }),
      catchError((error: unknown) => {
        if (!isRefusal(error)) return throwError(() => error);
        if (codeOf(error) === SIM_BUSY) {
          pins.unheard(pin);
          return of(stageResult.notYet(seenIn(error), causeIn(error)));
        }
        pins.refused(pin);
        return of(
          stageResult.never(
            `its PIN was refused, ${seenIn(error)}`,
            'give the right one, this one is not entered again',
            { cause: 'pin-refused' },
          ),
        );
      }),
    );
    answer.subscribe(answered);
    return answered;
  });

/** One more wrong one would block the SIM: that is for its owner to try. */
const LAST_TRY = 1;

/** How many tries a SIM leaves; a modem that does not say is believed. */
type Tries = Ask<number>;

const withPin = (channel: CommandChannel, wanted: ReadyRequest, tries: Tries): Observable<StageResult> => {
  const { pin, pins } = wanted;
  if (pin === undefined)
    return of(
      stageResult.never('it waits for its PIN', 'give the PIN, or enter it with AT+CPIN', { cause: 'pin' }),
    );
  if (!pins.isSpent(pin))
    return tries(channel).pipe(
      mergeMap((left) =>
        left === null || left > LAST_TRY
          ? enter(channel, pin, wanted)
          : of(
              stageResult.never(
                'it waits for its PIN, and one try is left',
                'enter it by hand with AT+CPIN: a wrong one blocks the SIM',
                { cause: 'pin-last-try' },
              ),
            ),
      ),
    );
  return of(
    stageResult.never(
      'it waits for its PIN, and the one given was refused before',
      'give the right one, three wrong ones lock the SIM',
      { cause: 'pin-refused' },
    ),
  );
};

const ready = (state: string, { pins }: ReadyRequest): StageResult => {
  pins.accepted();
  return stageResult.passed({ step: 'sim', state });
};

const after = (
  said: string,
  channel: CommandChannel,
  wanted: ReadyRequest,
  tries: Tries,
): Observable<StageResult> => {
  const state = said.toUpperCase();
  if (READY.test(state)) return of(ready(state, wanted));
  if (state === 'SIM PIN') return withPin(channel, wanted, tries);
  if (BLOCKED.test(state)) {
    return of(
      stageResult.never(
        'it is blocked (SIM PUK)',
        'enter the PUK that came with the SIM, and a new PIN, by hand',
        { cause: 'puk' },
      ),
    );
  }
  return of(
    LOCKED.test(state)
      ? stageResult.never(`it is locked (${said})`, 'unlock SIM or module first', { cause: 'locked' })
      : stageResult.urcExpected(said),
  );
};

/**
 * The SIM: asks for its state, enters the PIN if one is given, and waits for `+CPIN: READY`.
 *
 *     > AT+CPIN?  < +CPIN: SIM PIN  < OK    > AT+SPIC  < +SPIC: 3,10,0,10    > AT+CPIN="1234"  < OK    < +CPIN: READY
 *
 * A PIN is not entered where `tries` says that one try is left: a wrong one would block the SIM.
 * A refusal (`SIM busy`, `SIM failure`, `SIM not inserted`) is "not yet": modems say so while they start.
 * Source: A7600 HTTP(S) note § 1.4; 27.007 § 8.3, § 9.2.
 */
export const simStageWith = (tries: Ask<number>): Stage => ({
  name: 'sim',
  limit: 'sim',
  look: (channel, wanted) =>
    channel.send(simState()).pipe(
      mergeMap(({ value }) => after(value.state, channel, wanted, tries)),
      catchError((error: unknown) => {
        const code = codeOf(error);
        if (!isRefusal(error) || code === undefined) return throwError(() => error);
        const state = AS_ANSWER[code];
        return state === undefined
          ? of(stageResult.urcExpected(seenIn(error), LOCKS.has(code) ? { cause: 'locked' } : causeIn(error)))
          : after(state, channel, wanted, tries);
      }),
    ),
  news: ({ urcs }, wanted) =>
    urcs.pipe(
      ofUrc(simChanged),
      map(({ state }) => {
        if (READY.test(state)) return ready(state, wanted);
        return LOCKED.test(state) ? 'look' : stageResult.urcExpected(state);
      }),
    ),
  advice: () => of('check that the SIM is inserted and AT+CPIN? answers READY, then restart the module'),
});

/** The same by 27.007 alone: the tries that are left by `AT+CPINR` (§ 8.65). */
export const simStage: Stage = simStageWith(ask(pinRetries({ code: 'SIM PIN' }), ({ left }) => left));
