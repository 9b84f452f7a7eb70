import type { Observable } from 'rxjs';
import { stdoutSink } from './stdoutSink';

/** Prints a line to the standard output: as text, or an object as JSON. Completes when it was taken. */
export const printed = (what: string | object): Observable<never> =>
  stdoutSink.write(`${typeof what === 'string' ? what : JSON.stringify(what)}\n`);
