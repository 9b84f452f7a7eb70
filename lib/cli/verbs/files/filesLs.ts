import { catchError, concatMap, defer, map, type Observable, of, throwError } from 'rxjs';
import { type FileEntry, files, type Modem, ModemError, printable } from 'rxmodem';
import { CliError } from '../../errors/cliError';
import { withModem } from '../../modem/withModem';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import type { Verb } from '../../options/verb';
import { printed } from '../../output/stdoutSink';

interface Listed {
  readonly entry: FileEntry;
  readonly sizeBytes: number | null;
}

/** Lists files on the modem: `rxmodem files ls`. */
export const filesLs: Verb<ModemOptions> = {
  usage: 'files ls [dir]',
  does: 'Lists a directory of the modem, one entry a line: type, size, name.',
  takes: { dir: 'the directory (default: the root of the drive)' },
  examples: [
    ['rxmodem files ls --profile a7600', 'the root of C:'],
    [
      'rxmodem files ls "C:\\\\User" --port /dev/ttyUSB0 --json',
      'a directory of a SIM800, one JSON object a line',
    ],
  ],
  asks: true,
  declare: modemOptions,
  run: ({ args: [directory], options }) =>
    withModem(options, (modem) =>
      listed(modem, directory ?? modem.profile.files?.root).pipe(
        catchError((error: unknown) => throwError(() => asMissing(error, directory))),
        concatMap((one) => printed(options.json ? asJson(one) : asText(one))),
      ),
    ),
};

/** Some modems list sizes, others are asked for each. */
const listed = (modem: Modem, directory: string | undefined): Observable<Listed> =>
  files.list(modem, directory).pipe(
    concatMap((entry) => {
      if (entry.kind === 'directory') return of({ entry, sizeBytes: null });
      if (entry.sizeBytes !== undefined) return of({ entry, sizeBytes: entry.sizeBytes });
      return sizeOf(modem, pathIn(directory, entry.name)).pipe(map((sizeBytes) => ({ entry, sizeBytes })));
    }),
  );

const pathIn = (directory: string | undefined, name: string): string =>
  directory === undefined || directory === '' ? name : `${directory.replace(/[\\/]+$/, '')}/${name}`;

const sizeOf = (modem: Modem, path: string): Observable<number | null> =>
  defer(() => files.size(modem, path)).pipe(
    catchError((error: unknown) => (isOfThisFile(error) ? of(null) : throwError(() => error))),
  );

/** A name that the modem lists and nobody can spell in a command, and a size that it does not tell: the other files are listed. */
const isOfThisFile = (error: unknown): boolean =>
  isRefusal(error) ||
  (error instanceof ModemError && ['invalid-argument', 'unreadable', 'corrupt'].includes(error.reason.kind));

const isRefusal = (error: unknown): error is ModemError =>
  error instanceof ModemError && (error.reason.kind === 'refused' || error.reason.kind === 'cme');

const asMissing = (error: unknown, directory: string | undefined): unknown =>
  directory !== undefined && isRefusal(error)
    ? new CliError({ kind: 'no-file', name: directory, seen: error.message.replace(/;.*$/, '') })
    : error;

const asJson = ({ entry: { name, kind }, sizeBytes }: Listed): object => ({
  name,
  type: kind,
  size: sizeBytes,
});

const asText = ({ entry: { name, kind }, sizeBytes }: Listed): string =>
  [kind, sizeBytes === null ? '-' : String(sizeBytes), printable(name).replaceAll('\t', '\\t')].join('\t');
