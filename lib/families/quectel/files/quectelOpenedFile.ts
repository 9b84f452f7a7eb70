import { EMPTY, map, mergeMap, type Observable, onErrorResumeNextWith, ReplaySubject } from 'rxjs';
import { inOrder } from '../../../dialects/steps/inOrder';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { quectelFileClose, quectelFileOpen } from './quectelFilesCommands';

/** Opens a file to read, even where the reader leaves meanwhile: closing it needs its handle, which is emitted. */
export const quectelOpenedFile = (channel: CommandChannel, name: string): Observable<number> => {
  const handle = new ReplaySubject<number>(1);
  channel
    .send(quectelFileOpen({ name, mode: 'read' }))
    .pipe(map(({ value }) => value.handle))
    .subscribe(handle);
  return handle;
};

/** Closes what was opened so; a file that could not be opened is left alone. */
export const closeOpenedFile = (
  channel: CommandChannel,
  handle: Observable<number> | undefined,
): Observable<never> =>
  handle
    ? handle.pipe(
        // It was not opened: there is nothing to close.
        onErrorResumeNextWith(),
        mergeMap((opened) => inOrder(channel, quectelFileClose({ handle: opened }))),
        onRefusal(() => EMPTY),
      )
    : EMPTY;
