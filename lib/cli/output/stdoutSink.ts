import { type Sink, streamSink } from './sink';
import { printable } from 'rxmodem';
import { readFileSync, readlinkSync } from 'node:fs';
import { defer, type Observable, throwError } from 'rxjs';
import { CliError } from '../errors/cliError';

const WHERE = 'the standard output';

/** Writes to the standard output. A reader that went away (`EPIPE`) ends the command. */
export const stdoutSink = streamSink(process.stdout, WHERE);

/**
 * Where a body goes that no file is named for. A standard output that the shell has closed (`>&-`) is a failure: Node puts
 * `/dev/null` there, open for reading, too, which `>/dev/null` is not. Programs that start the command without any output (`stdio:
 * 'ignore'` of Node, `DEVNULL` of Python) open it so, too: where the standard error is such a one as well, nobody wants the output.
 */
export const bodySink: Sink = {
  ...stdoutSink,
  write: (bytes) =>
    defer(() =>
      isClosed()
        ? throwError(() => new CliError({ kind: 'output', where: WHERE, problem: 'it is closed' }))
        : stdoutSink.write(bytes),
    ),
};

const isClosed = (): boolean => isNullBothWays(1) && !isNullBothWays(2);

/** Whether a descriptor is `/dev/null`, open for reading and writing. */
const isNullBothWays = (descriptor: number): boolean => {
  try {
    if (readlinkSync(`/proc/self/fd/${descriptor}`) !== '/dev/null') return false;
    const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8');
    const flags = /^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '0';
    return (parseInt(flags, 8) & ACCESS) === READ_AND_WRITE;
  } catch {
    // No system that says so.
    return false;
  }
};

/** `O_ACCMODE` and `O_RDWR`. */
const ACCESS = 3;
const READ_AND_WRITE = 2;

/** Prints text to the standard output as it stands: its own colours, and nothing that a modem or a server says. */
export const printedAsItStands = (text: string): Observable<never> => stdoutSink.write(`${text}\n`);

/** Prints lines to the standard output: as text, or an object as JSON; control characters are shown, not sent. Completes when they were taken. */
export const printed = (what: string | object): Observable<never> =>
  printedAsItStands(typeof what === 'string' ? what.split('\n').map(printable).join('\n') : asJson(what));

/** Makes JSON of an object, on one line that is safe to print: JSON itself leaves DEL and C1 as they are. */
export const asJson = (what: object): string =>
  JSON.stringify(what).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (control) => `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
