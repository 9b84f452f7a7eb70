import { catchError, mergeMap, type Observable, of, throwError } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Reason } from '../../grammar/errors/reason';
import type { Modem } from '../../modem/modem';

/** What a modem says to the commands of another family. */
const FOREIGN = new Set<Reason['kind']>(['refused', 'cme', 'network', 'unsupported']);

/** Commands that all families have: their refusal says nothing about the family. */
const SHARED = /^AT\+HTTP(?:INIT|TERM|ACTION|DATA|READ|HEAD|PARA="(?:URL|CONTENT|USERDATA)")/;
/** What a modem reports that had to be given a bearer by commands of its own family. */
const NO_BEARER = 601;

const mayBeForeign = (reason: Reason): boolean =>
  FOREIGN.has(reason.kind)
    ? !('command' in reason && SHARED.test(reason.command ?? ''))
    : reason.kind === 'http' && reason.code === NO_BEARER;

/** Asks a modem what it calls itself; silence is no failure. */
const named = (modem: Modem): Observable<string | null> =>
  modem.profile.identity.model(modem).pipe(catchError(() => of(null)));

/** The reason with the model in it, where another profile is for that model. */
const withModel = (reason: Reason, { profile }: Modem, name: string | null): Reason => {
  const other = name === null ? undefined : profile.profileFor(name);
  if (name === null || other === undefined || other === profile.name) return reason;
  return { ...reason, model: { name, profile: other } };
};

/**
 * Fails with a flow's error, which names the modem where that is of another family than the profile that it is used with: that
 * family would not refuse.
 *
 *     > AT+SAPBR=2,1  < ERROR    > AT+CGMM  < A7670E  < OK     … The modem calls itself A7670E: use the profile a7600
 */
export const namingModel = (modem: Modem, error: unknown): Observable<never> => {
  if (!(error instanceof ModemError) || !mayBeForeign(error.reason)) return throwError(() => error);
  return named(modem).pipe(
    mergeMap((name) => throwError(() => new ModemError(withModel(error.reason, modem, name)))),
  );
};
