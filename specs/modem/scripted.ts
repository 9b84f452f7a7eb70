import { concatMap, delay, EMPTY, map, merge, NEVER, Observable, of, Subject, takeUntil, tap } from 'rxjs';
import type { Transport } from '../../lib/wire/transport';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';

/** What is said, and how much later. */
export type Said = string | { readonly after: number; readonly say: string };

/** A modem whose part a spec plays. */
export interface Scripted {
  readonly transport: Transport;
  /** What was written, CR left out. */
  readonly written: readonly string[];
  /** How often the port was opened and closed. */
  readonly opened: () => number;
  readonly closed: () => number;
  /** Says something as it stands. */
  readonly say: (text: string) => void;
  /** The port goes away: with an error, or just so. */
  readonly unplug: (error?: Error) => void;
}

/** A line as modems frame it. */
export const line = (...texts: readonly string[]): string => texts.map((text) => `\r\n${text}\r\n`).join('');
/** The plainest answer. */
export const OK = line('OK');

const spoken = (said: Said): Observable<string> =>
  typeof said === 'string' ? of(said) : of(said.say).pipe(delay(said.after));

/** Plays a modem: `answer` is given each line, and how often it came, and says what comes back; nothing where silent. */
export const scripted = (
  answer: (line: string, time: number) => Said | readonly Said[] | undefined,
): Scripted => {
  const written: string[] = [];
  const said = new Subject<string>();
  const gone = new Subject<never>();
  const counts = { opened: 0, closed: 0 };
  const answered = (text: string): Observable<string> => {
    written.push(text);
    const given = answer(text, written.filter((other) => other === text).length);
    if (given === undefined) return EMPTY;
    return of(...(Array.isArray(given) ? (given as Said[]) : [given as Said])).pipe(concatMap(spoken));
  };
  const transport: Transport = new Observable((host) => {
    counts.opened += 1;
    const closing = new Subject<void>();
    const replies = new Subject<string>();
    const incoming = merge(said, replies, gone).pipe(map(latin1Bytes), takeUntil(closing));
    const stopped = gone.pipe(tap({ complete: () => closing.next() })).subscribe({ error: () => undefined });
    const write = (bytes: Uint8Array): Observable<never> =>
      new Observable<never>((done) => {
        answered(latin1(bytes).replace(/\r$/, ''))
          .pipe(takeUntil(closing))
          .subscribe((text) => replies.next(text));
        done.complete();
      });
    host.next({ name: 'scripted', incoming, write });
    return () => {
      counts.closed += 1;
      closing.next();
      stopped.unsubscribe();
    };
  });
  return {
    transport: merge(transport, NEVER),
    written,
    opened: () => counts.opened,
    closed: () => counts.closed,
    say: (text) => said.next(text),
    unplug: (error) => (error ? gone.error(error) : gone.complete()),
  };
};
