import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { clearPlace } from '../../standard/clearPlace';
import { quectelFileDelete } from './quectelFilesCommands';

/** Deletes a file that may be there, so that another can be written in its place. */
export const clearFile = (channel: CommandChannel, name: string): Observable<never> =>
  clearPlace(channel, quectelFileDelete({ name }));
