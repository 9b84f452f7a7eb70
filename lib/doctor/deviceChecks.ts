import { catchError, concat, defer, EMPTY, mergeMap, type Observable, of, reduce, throwError } from 'rxjs';
import type { CheckupDialect } from '../dialects/checkupDialect';
import { ModemError } from '../grammar/errors/modemError';
import { isNoAnswer } from '../dialects/ask';
import { files } from '../flows/files/files';
import { health } from '../flows/device/health';
import type { Modem } from '../modem/modem';
import { type Check, failed, passed } from './doctorEvent';

/** A clock that shows an earlier year was never set: it starts at 1970, 1980, 2000 or 2004. */
const FIRST_YEAR = 2020;
/** A certificate or a page needs so much. */
const MIN_FREE_BYTES = 10_240;

/** What a modem refuses to say is no check. */
const unlessRefused = <T>(source: Observable<T>): Observable<T> =>
  source.pipe(
    catchError((error: unknown) =>
      error instanceof ModemError && (isNoAnswer(error.reason) || error.reason.kind === 'unsupported')
        ? EMPTY
        : throwError(() => error),
    ),
  );

/** Checks supply and clock. */
export const healthChecks = (modem: Modem, { minMilliVolts }: CheckupDialect): Observable<Check> =>
  health(modem).pipe(
    mergeMap(({ supply, clock }): readonly Check[] => [
      ...(supply ? [supplyCheck(supply.milliVolts, minMilliVolts)] : []),
      ...(clock ? [clockCheck(clock.at)] : []),
    ]),
  );

const supplyCheck = (milliVolts: number, minMilliVolts: number): Check =>
  milliVolts < minMilliVolts
    ? failed(
        'supply',
        `the supply is low: ${milliVolts} mV, and ${minMilliVolts} mV are needed`,
        'use a supply that gives 2 A in bursts, short thick wires, and a capacitor of 1,000 µF at the modem',
      )
    : passed('supply', `the supply is ${milliVolts} mV`);

const clockCheck = (at: string): Check =>
  Number(at.slice(0, 4)) < FIRST_YEAR
    ? failed(
        'clock',
        'the clock was never set',
        'set it with AT+CCLK, or from the network or an NTP server: rxmodem clock --sync',
      )
    : passed('clock', `the clock says ${at}`);

/** Checks the room on each drive that the modem reports. */
export const driveChecks = (modem: Modem): Observable<Check> =>
  modem.profile.files
    ? unlessRefused(files.free(modem)).pipe(
        reduce(
          (least: number | undefined, { freeBytes }) => Math.min(least ?? Infinity, freeBytes),
          undefined,
        ),
        mergeMap((freeBytes) =>
          freeBytes === undefined
            ? EMPTY
            : of(
                freeBytes < MIN_FREE_BYTES
                  ? failed(
                      'files',
                      `the modem’s flash is full: ${freeBytes} bytes are free`,
                      'delete files that nobody needs: rxmodem files ls, rxmodem files rm NAME',
                    )
                  : passed('files', `${freeBytes} bytes are free on the modem`),
              ),
        ),
      )
    : EMPTY;

/** Whether a line is accepted; a refusal is an answer. */
const accepts = (modem: Modem, line: string): Observable<boolean> =>
  modem.sendRaw(line).pipe(
    mergeMap(() => of(true)),
    catchError((error: unknown) =>
      error instanceof ModemError && isNoAnswer(error.reason) ? of(false) : throwError(() => error),
    ),
  );

/** Asks for each service by its test form, and tries what costs nothing. */
export const serviceChecks = (
  modem: Modem,
  { services }: CheckupDialect,
  hasBearer: boolean,
): Observable<Check> =>
  concat(
    ...services.map(({ name, test, lacks, advice, trial }) =>
      accepts(modem, test).pipe(
        mergeMap((has) => {
          if (!has) return of(failed(name, lacks, advice));
          return trial && hasBearer ? tried(modem, name, trial) : of(passed(name, 'the firmware has it'));
        }),
      ),
    ),
  );

/** Opens the service and closes it. One that is open already is another program’s: it is left alone. */
const tried = (
  modem: Modem,
  name: string,
  { open, close }: { readonly open: string; readonly close: string },
): Observable<Check> =>
  modem.exclusive(
    name,
    () => () =>
      accepts(modem, open).pipe(
        mergeMap((opens) =>
          opens
            ? defer(() => accepts(modem, close)).pipe(mergeMap(() => of(passed(name, 'it starts and ends'))))
            : of(
                failed(
                  name,
                  `the firmware has it, and it does not start (${open}): another program left it open, or it is stuck`,
                  `end it with ${close}, or restart the modem`,
                ),
              ),
        ),
      ),
  );
