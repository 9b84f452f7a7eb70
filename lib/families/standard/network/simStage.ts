import { AsyncSubject, catchError, defer, map, mergeMap, type Observable, of, throwError } from 'rxjs';
import { simState, pinEnter } from '../networkCommands';
import { simChanged } from '../networkUrcs';
import { ModemError } from '../../../grammar/errors/modemError';
import { ofUrc } from '../../../../operators/ofUrc';
import type { Talk } from '../../../../operators/talk';
import { found, type Found, type Stage, type Wanted } from '../../../dialects/networkDialect';
import { isRefusal, seenIn } from '../../../dialects/onRefusal';

/** PIN2 and PUK2 are for some of the SIM's services; the network is there without. */
const READY = /^(?:READY|SIM P[IU][NK]2)$/;
const BLOCKED = /^SIM PUK$/;
const LOCKED = /^PH-|PIN|PUK/;

/** CME codes that say the same as an answer does (27.007 § 9.2). */
const AS_ANSWER: Readonly<Record<number, string>> = { 11: 'SIM PIN', 12: 'SIM PUK' };
const SIM_BUSY = 14;

const codeOf = (error: unknown): number | undefined =>
  error instanceof ModemError && error.reason.kind === 'cme' ? error.reason.code : undefined;

/** Enters the PIN, once: three wrong ones lock the SIM. The answer is heard whoever leaves. */
const enter = (talk: Talk, pin: string, { pins }: Wanted): Observable<Found> =>
  defer(() => {
    pins.sent(pin);
    const answered = new AsyncSubject<Found>();
    const answer = talk.send(pinEnter({ pin })).pipe(
      map(() => {
        pins.accepted();
        return found.toBeTold('its PIN was taken');
      }),
      catchError((error: unknown) => {
        if (!isRefusal(error)) return throwError(() => error);
        if (codeOf(error) === SIM_BUSY) {
          pins.unheard(pin);
          return of(found.notYet(seenIn(error)));
        }
        pins.refused(pin);
        return of(
          found.never(
            `its PIN was refused, ${seenIn(error)}`,
            'give the right one, this one is not entered again',
          ),
        );
      }),
    );
    answer.subscribe(answered);
    return answered;
  });

const withPin = (talk: Talk, wanted: Wanted): Observable<Found> => {
  const { pin, pins } = wanted;
  if (pin === undefined)
    return of(found.never('it waits for its PIN', 'give the PIN, or enter it with AT+CPIN'));
  if (!pins.isSpent(pin)) return enter(talk, pin, wanted);
  return of(
    found.never(
      'it waits for its PIN, and the one given was refused before',
      'give the right one, three wrong ones lock the SIM',
    ),
  );
};

const ready = (state: string, { pins }: Wanted): Found => {
  pins.accepted();
  return found.passed({ step: 'sim', state });
};

const after = (state: string, talk: Talk, wanted: Wanted): Observable<Found> => {
  if (READY.test(state)) return of(ready(state, wanted));
  if (state === 'SIM PIN') return withPin(talk, wanted);
  if (BLOCKED.test(state)) {
    return of(
      found.never('it is blocked (SIM PUK)', 'enter the PUK that came with the SIM, and a new PIN, by hand'),
    );
  }
  return of(
    LOCKED.test(state)
      ? found.never(`it is locked (${state})`, 'unlock SIM or module first')
      : found.toBeTold(state),
  );
};

/**
 * The SIM: asked for, its PIN entered where one is given, `+CPIN: READY` waited for.
 *
 *     > AT+CPIN?  < +CPIN: SIM PIN  < OK    > AT+CPIN="1234"  < OK    < +CPIN: READY
 *
 * A refusal (`SIM busy`, `SIM failure`, `SIM not inserted`) is "not yet": modems say so while they start.
 * Source: A7600 HTTP(S) note § 1.4; 27.007 § 8.3, § 9.2.
 */
export const simStage: Stage = {
  name: 'sim',
  limit: 'sim',
  look: (talk, wanted) =>
    talk.send(simState()).pipe(
      mergeMap(({ value }) => after(value.state, talk, wanted)),
      catchError((error: unknown) => {
        const code = codeOf(error);
        if (!isRefusal(error) || code === undefined) return throwError(() => error);
        const state = AS_ANSWER[code];
        return state === undefined ? of(found.toBeTold(seenIn(error))) : after(state, talk, wanted);
      }),
    ),
  news: ({ urcs }, wanted) =>
    urcs.pipe(
      ofUrc(simChanged),
      map(({ state }) => {
        if (READY.test(state)) return ready(state, wanted);
        return LOCKED.test(state) ? 'look' : found.toBeTold(state);
      }),
    ),
  advice: () => of('check that the SIM is inserted and AT+CPIN? answers READY, then restart the module'),
};
