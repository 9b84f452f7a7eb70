import { concat, map, type Observable, reduce } from 'rxjs';
import type { Talk } from '../../operators/talk';
import type { Ask } from './ask';

/** What the questions of a table are answered with. */
type Answers<Q> = { readonly [K in keyof Q]: Q[K] extends Ask<infer T> ? T | null : never };

/** Asks a table of questions, one after the other, and emits all answers together. */
export const askAll = <Q extends Readonly<Record<string, Ask<unknown>>>>(
  talk: Talk,
  questions: Q,
): Observable<Answers<Q>> =>
  concat(
    ...Object.entries(questions).map(([name, question]) =>
      question(talk).pipe(map((answer) => ({ [name]: answer }))),
    ),
  ).pipe(
    reduce((all, one) => ({ ...all, ...one }), {}),
    map((all) => Object.freeze(all) as Answers<Q>),
  );
