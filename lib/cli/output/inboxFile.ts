import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { catchError, defer, EMPTY, map, type Observable, of, type ObservableInput } from 'rxjs';
import type { InboxRecord, InboxStore, Modem } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { wordsOf } from '../errors/wordsOf';

/** Only its owner reads what people wrote. */
const [FILE_MODE, DIRECTORY_MODE] = [0o600, 0o700];

/** Where programs keep their state: XDG Base Directory Specification. */
const stateDirectory = (): string =>
  join(process.env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'rxmodem');

/**
 * Makes a store of an inbox: a file of its own for each SIM, replaced as a whole and synchronised with the disk. Fails with `output`
 * and `input`.
 */
export const inboxFile = (modem: Modem, directory = stateDirectory()): Observable<InboxStore> =>
  modem.profile.identity.iccid(modem).pipe(
    catchError(() => of(null)),
    map((iccid) => storeIn(directory, `sms-${nameOf(iccid)}.json`)),
  );

/** The number of the SIM stands in no file name. */
const nameOf = (iccid: string | null): string =>
  iccid === null ? 'unknown' : createHash('sha256').update(iccid).digest('hex').slice(0, 16);

const storeIn = (directory: string, name: string): InboxStore => {
  const path = join(directory, name);
  return {
    load: () => defer((): ObservableInput<InboxRecord | undefined> => of(read(path))),
    save: (record) =>
      defer(() => {
        write(directory, path, record);
        return EMPTY;
      }),
  };
};

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const read = (path: string): InboxRecord | undefined => {
  try {
    const record = JSON.parse(readFileSync(path, 'utf8')) as Partial<InboxRecord>;
    const isKnown = record.version === 1 && Array.isArray(record.given) && Array.isArray(record.unfinished);
    if (!isKnown) throw new SyntaxError('it is no store of messages of this version');
    return record as InboxRecord;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw new CliError({ kind: 'input', where: path, problem: wordsOf(error) });
  }
};

/** Writes a file whole, and synchronises it with the disk. */
const written = (path: string, text: string): void => {
  const file = openSync(path, 'w', FILE_MODE);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

const write = (directory: string, path: string, record: InboxRecord): void => {
  const temporary = `${path}.${process.pid}.part`;
  try {
    mkdirSync(directory, { recursive: true, mode: DIRECTORY_MODE });
    written(temporary, JSON.stringify(record));
    renameSync(temporary, path);
    const place = openSync(directory, 'r');
    fsyncSync(place);
    closeSync(place);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new CliError({ kind: 'output', where: path, problem: wordsOf(error) });
  }
};
