import { type Sink, streamSink } from './sink';
import { printable } from 'rxmodem';
import { concat, defer, EMPTY, type Observable, throwError } from 'rxjs';
import { CliError } from '../errors/cliError';
import { CLOSED, isStdoutClosed, STDOUT } from './isStdoutClosed';

/** Fails where the standard output is closed, before anything is done; completes otherwise. */
export const stdoutIsOpen: Observable<never> = defer(() =>
  isStdoutClosed()
    ? throwError(() => new CliError({ kind: 'output', where: STDOUT, problem: CLOSED }))
    : EMPTY,
);

const stream = streamSink(process.stdout, STDOUT);

/** Writes to the standard output. Fails with `output` if it is closed, and with `reader-gone` if its reader went away (`EPIPE`). */
export const stdoutSink: Sink = {
  ...stream,
  write: (bytes) => concat(stdoutIsOpen, stream.write(bytes)),
};

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
