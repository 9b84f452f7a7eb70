import { catchError, concat, defer, map, type Observable, of, take, throwError } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { findLine, type OpenAt, ratesFrom, reopened } from './line/findLine';
import { lineCheck } from './line/lineChecks';
import { answersAt } from './line/lineFinding';

/** A port that is looked at. */
export interface ScannedPort {
  readonly path: string;
  readonly open: OpenAt;
  /** Whether the rate matters: not on a modem’s own USB. Default true. */
  readonly hasRate?: boolean | undefined;
}

/** What is on a port. */
export interface PortFound {
  readonly kind: 'port';
  readonly path: string;
  /** Whether a modem answers AT on it. */
  readonly isModem: boolean;
  /** The rate at which it does; `null` where none does. */
  readonly baud: number | null;
  readonly seen: string;
}

/**
 * Looks at ports one after the other, and tells on which of them a modem answers AT: of a modem’s several USB ports one or two do.
 *
 *     scanPorts([{ path: '/dev/ttyUSB0', open }, { path: '/dev/ttyUSB1', open }])
 *     ⇒ { kind: 'port', path: '/dev/ttyUSB0', isModem: false, baud: null, seen: 'this port sends positions (NMEA) …' }
 *       { kind: 'port', path: '/dev/ttyUSB1', isModem: true, baud: 115200, seen: 'the modem answers AT, with echo' }
 *
 * A port that can’t be opened is one where no modem answers.
 */
export const scanPorts = (ports: readonly ScannedPort[]): Observable<PortFound> =>
  concat(...ports.map((port) => defer(() => concat(look(port), reopened))));

const look = ({ path, open, hasRate = true }: ScannedPort): Observable<PortFound> => {
  const [usual = 115_200, ...others] = ratesFrom(115_200);
  return findLine(open, hasRate ? [usual, ...others] : [usual]).pipe(
    take(1),
    map(({ finding }): PortFound => {
      const isModem = answersAt(finding) || finding.state === 'mux';
      const { seen } = lineCheck(finding);
      return { kind: 'port', path, isModem, baud: isModem ? finding.baudRate : null, seen };
    }),
    catchError((error: unknown) =>
      error instanceof ModemError && (error.reason.kind === 'port' || error.reason.kind === 'closed')
        ? of<PortFound>({ kind: 'port', path, isModem: false, baud: null, seen: error.message })
        : throwError(() => error),
    ),
  );
};
