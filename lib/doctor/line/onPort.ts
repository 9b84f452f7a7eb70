import { dematerialize, exhaustMap, materialize, type Observable } from 'rxjs';
import type { TraceEntry } from '../../modem/trace/traceEntry';
import { whileRunning } from '../../mux/whileRunning';
import type { Port, Transport } from '../../wire/transport';
import { lineTalk, type LineTalk } from './lineTalk';

/**
 * Opens a port, works on it, and ends, with the port closed, as the work ends.
 *
 *     transport   --p---------x      x: closed
 *     work          ---a--b|
 *     result      -----a--b|
 */
export const onPort = <T>(transport: Transport, work: (port: Port) => Observable<T>): Observable<T> =>
  transport.pipe(
    exhaustMap((port) => work(port).pipe(materialize())),
    dematerialize(),
  );

/** The same with the talk of the port, which listens as long as the work runs. */
export const talking = <T>(
  transport: Transport,
  trace: ((entry: TraceEntry) => void) | undefined,
  work: (talk: LineTalk) => Observable<T>,
): Observable<T> =>
  onPort(transport, (port) => {
    const talk = lineTalk(port, trace);
    return whileRunning(talk.run, work(talk));
  });
