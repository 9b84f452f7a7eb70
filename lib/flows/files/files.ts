import { serviceOf } from '../../dialects/serviceOf';
import { checkValue, is } from '../../grammar/checkOptions';
import { defer, type Observable, takeUntil } from 'rxjs';
import { namingForeign } from '../transfer/namingModel';
import { unsure } from '../transfer/unsure';
import type { CommandChannel } from '../../../operators/commandChannel';
import type { FileEntry, FilesDialect, FreeSpace } from '../../dialects/filesDialect';
import type { Modem } from '../../modem/modem';
import { readFile } from './readFile';
import { writeFile } from './writeFile';

/** One question to the file system, in its turn. */
const asked = <T>(
  modem: Modem,
  ask: (dialect: FilesDialect) => (channel: CommandChannel) => Observable<T>,
): Observable<T> =>
  defer(() => {
    const question = ask(serviceOf(modem.profile, 'files'));
    return modem
      .exclusive('files', (channel) => (leaving) => question(channel).pipe(takeUntil(leaving)))
      .pipe(namingForeign(modem));
  });

/**
 * Files on the modem, whatever its family: cold Observables, one piece of work on its file system at a time. A name without
 * a drive lies where the family keeps files: `C:\User\` on SIM800, `C:/` on A76XX, `F:/` on SIM7600; `/` and `\` are one.
 *
 *     files.write(modem, 'ca.der', bytes)                    ⇒ { kind: 'sent', loaded: 1196, total: 1196 }
 *     files.read(modem, 'ca.der')                            ⇒ { kind: 'chunk', bytes, loaded: 1196, total: 1196 }
 *
 * What the modem refuses fails with `refused` or `cme`; a path that can't be spelled with `invalid-argument`, and nothing is
 * written.
 */
export const files = Object.freeze({
  /** Emits what a directory holds, one by one. */
  list: (modem: Modem, directory?: string): Observable<FileEntry> =>
    asked(modem, (dialect) => {
      if (directory !== undefined) checkValue(directory, is.text, 'directory');
      return (channel) => dialect.list(channel, directory);
    }),
  /** Emits a file's length. */
  size: (modem: Modem, path: string): Observable<number> =>
    asked(modem, (dialect) => {
      const full = dialect.pathOf(checkValue(path, is.text, 'path'));
      return (channel) => dialect.size(channel, full);
    }),
  /** Reads a file in chunks. */
  read: readFile,
  /** Writes a file; replaces one of the same name. */
  write: writeFile,
  /** Deletes a file; completes. */
  remove: (modem: Modem, path: string): Observable<never> =>
    asked(modem, (dialect) => {
      const full = dialect.pathOf(checkValue(path, is.text, 'path'));
      return (channel) => dialect.remove(channel, full);
    }).pipe(unsure()),
  /** Emits each drive that the modem reports, with its free space. */
  free: (modem: Modem): Observable<FreeSpace> => asked(modem, (dialect) => dialect.free),
});
