import {
  asyncScheduler,
  catchError,
  concat,
  defer,
  ignoreElements,
  map,
  of,
  switchMap,
  take,
  tap,
  timer,
  type Observable,
} from 'rxjs';
import { http, type Profile } from '../../../lib';
import type { Fault } from '../../../lib/emulator';
import { ModemError } from '../../../lib/grammar/errors/modemError';
import type { Modem } from '../../../lib/modem/modem';
import { collect } from '../../../operators/collect';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';
import { type Bench, benchOf, BODY, URL_OF_PAGE } from './bench';
import type { LawFlow } from './flows';

/** How a flow fared on a modem with something wrong. */
export interface Fared {
  /** `completed`, the kind of the reason, or what is wrong with the ending: `never ended`, `no ModemError`. */
  readonly end: string;
  /** What came of it. */
  readonly result: string | undefined;
  readonly tookMs: number;
  /** How a GET on the same modem ended, once the fault was over. */
  readonly after: string;
  readonly bench: Bench;
  /** How many command lines the flow itself spoke. */
  readonly lines: number;
}

const kindOf = (error: unknown): string =>
  error instanceof ModemError ? error.reason.kind : `no ModemError: ${String(error)}`;

/** Puts right what does not pass by itself. */
const mend = ({ virtual }: Bench): void => {
  const { powered, sim, registration } = virtual.state.modem;
  if (!powered || sim !== 'READY') virtual.restart();
  else if (registration !== 1) virtual.register(1);
};

const again = (modem: Modem): Observable<string> =>
  http.get(modem, URL_OF_PAGE).pipe(
    collect(),
    map(({ bytes }) => (Buffer.compare(bytes, BODY) === 0 ? 'completed' : 'other bytes')),
    catchError((error: unknown) => of(kindOf(error))),
  );

/** Runs a flow on a modem with these faults, then a GET on the same modem, in virtual time. */
export const trial = (profile: Profile, flow: LawFlow, wrong: readonly Fault[]): Fared => {
  const bench = benchOf(profile, wrong);
  const fared = {
    end: 'never ended',
    result: undefined as string | undefined,
    tookMs: NaN,
    after: 'never ended',
    lines: 0,
  };
  virtually(() => {
    flow.prepare?.(bench);
    const began = asyncScheduler.now();
    const over = (end: string): void => {
      fared.end = end;
      fared.lines = bench.said.length;
      fared.tookMs = asyncScheduler.now() - began;
    };
    const ended = catchError((error: unknown) => {
      over(kindOf(error));
      return of(null);
    });
    const once = (modem: Modem): Observable<unknown> =>
      flow
        .act(modem)
        .pipe(
          tap({ next: (result) => (fared.result = result), complete: () => over('completed') }),
          ended,
          ignoreElements(),
        );
    const fresh = (modem: Modem): Observable<unknown> =>
      defer(() => {
        mend(bench);
        return concat(timer(1_000).pipe(ignoreElements()), again(modem));
      }).pipe(tap((after) => (fared.after = after)));
    const both = bench.connected.pipe(
      switchMap((modem) => concat(once(modem), fresh(modem))),
      take(1),
    );
    // A modem that could not be brought up is met again.
    const anew = timer(1_000).pipe(
      switchMap(() => bench.connected.pipe(switchMap(fresh), take(1))),
      catchError((error: unknown) => {
        fared.after = kindOf(error);
        return of(null);
      }),
    );
    watch(both.pipe(catchError((error: unknown) => (over(kindOf(error)), mend(bench), anew))));
  });
  return {
    ...fared,
    result: fared.end === 'completed' ? `${fared.result} ${flow.left?.(bench) ?? ''}` : undefined,
    bench,
  };
};
