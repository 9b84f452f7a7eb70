import { concat, defer, EMPTY, ignoreElements, type Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import type { Talk } from '../../operators/talk';

/** Sends commands one after the other, the ones that are there; completes when all were answered. */
export const inOrder = (talk: Talk, ...commands: readonly (Command | undefined)[]): Observable<never> =>
  concat(
    ...commands.map((command) => defer(() => (command ? talk.send(command).pipe(ignoreElements()) : EMPTY))),
  );
