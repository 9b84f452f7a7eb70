import { streamSink } from './sink';
import type { Observable } from 'rxjs';

/** Writes to the standard output. A reader that closed the pipe (`EPIPE`) ends the command. */
export const stdoutSink = streamSink(process.stdout, 'the standard output');

/** Prints a line to the standard output: text, or an object as JSON. Completes when it was accepted. */
export const printed = (what: string | object): Observable<never> =>
  stdoutSink.write(`${typeof what === 'string' ? what : JSON.stringify(what)}\n`);
