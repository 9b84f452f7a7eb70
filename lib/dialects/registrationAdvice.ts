import { catchError, defer, map, mergeMap, type Observable, of } from 'rxjs';
import type { Talk } from '../../operators/talk';
import type { Wanted } from './networkDialect';
import { isRegistered } from '../grammar/isRegistered';
import { registered } from './registered';
import type { RegistrationDomain } from './registrationDomains';

/**
 * What to do where a bearer can't be had: register first (`AT+CGREG?`), and else as `otherwise` says. A modem that does not
 * answer is not asked more.
 *
 * Source: A7600 HTTP(S) note § 1.5.2.
 */
export const registrationAdvice = (
  talk: Talk,
  domains: readonly RegistrationDomain[],
  wanted: Wanted,
  otherwise: Observable<string>,
): Observable<string> =>
  defer(() => registered(talk, domains, wanted)).pipe(
    map((all) => all.at(-1)?.status),
    mergeMap((status) =>
      status === undefined || isRegistered(status)
        ? otherwise
        : of('it is not registered for data any more (AT+CGREG?), check signal and subscription'),
    ),
    catchError(() => of('check registration (AT+CGREG?) and APN, then restart the module')),
  );
