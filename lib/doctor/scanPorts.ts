import { catchError, concat, defer, EMPTY, map, mergeMap, type Observable, of, take, throwError } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import { graceful } from '../../operators/graceful';
import { type FoundLine, type OpenAt, ratesFrom, reopened } from './line/findLine';
import { leavableLine } from './line/leavableLine';
import { lineCheck } from './line/lineChecks';
import { answersAt } from './line/lineFinding';
import { restoreLine } from './line/lineSettings';
import { talking } from './line/onPort';

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
  graceful((leaving) => concat(...ports.map((port) => defer(() => concat(look(port, leaving), reopened)))));

const look = (
  { path, open, hasRate = true }: ScannedPort,
  leaving: Observable<void>,
): Observable<PortFound> => {
  const [usual = 115_200, ...others] = ratesFrom(115_200);
  return leavableLine({ open, rates: hasRate ? [usual, ...others] : [usual] }, leaving).pipe(
    take(1),
    mergeMap((found) => concat(putBack(found), of(found))),
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

/** Switches result codes off again, and returns to data mode: whoever comes next finds the modem as it was. */
const putBack = ({ finding, transport }: FoundLine): Observable<never> =>
  answersAt(finding)
    ? talking(transport, undefined, (talk) =>
        restoreLine(
          talk,
          { finding, format: { isInNumbers: false, echo: finding.echo }, remembered: [] },
          { fix: false, access: {} },
        ),
      ).pipe(catchError(() => EMPTY))
    : EMPTY;
