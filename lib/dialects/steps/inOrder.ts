import { concat, defer, EMPTY, ignoreElements, type Observable } from 'rxjs';
import type { Command } from '../../grammar/command';
import type { CommandChannel } from '../../../operators/commandChannel';

/** Sends commands one after the other, the ones that are there; completes when all were answered. */
export const inOrder = (
  channel: CommandChannel,
  ...commands: readonly (Command | undefined)[]
): Observable<never> =>
  concat(
    ...commands.map((command) =>
      defer(() => (command ? channel.send(command).pipe(ignoreElements()) : EMPTY)),
    ),
  );
