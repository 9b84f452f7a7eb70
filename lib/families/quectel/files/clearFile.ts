import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { clearPlace } from '../../standard/clearPlace';
import { quectelFileDelete } from './quectelFilesCommands';

/** Deletes a file, if there is one, before another is written in its place. Behind the use of a file: `discardFile`. */
export const clearFile = (channel: CommandChannel, name: string): Observable<never> =>
  clearPlace(channel, quectelFileDelete({ name }));
