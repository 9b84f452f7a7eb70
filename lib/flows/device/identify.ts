import { defer, type Observable, takeUntil } from 'rxjs';
import { askAll } from '../../dialects/ask';
import type { IdentityDialect } from '../../dialects/identityDialect';
import type { Modem } from '../../modem/modem';

/** Who a modem is; `null` for what it refuses, or if it has no SIM. */
export type Identity = { readonly [K in keyof IdentityDialect]: string | null };

/**
 * Asks a modem who it is, and its SIM: emits once.
 *
 *     identity(modem)      ⇒ { manufacturer: 'SIMCOM_Ltd', model: 'SIMCOM_SIM800L', revision: '1418B05SIM800L24', imei … }
 *
 * What it refuses, or does not answer twice, is `null` and no failure. Fails with `timeout` where the modem answers nothing at
 * all, with `reset` and `closed`.
 */
export const identify = (modem: Modem): Observable<Identity> =>
  defer(() => {
    const questions: Readonly<IdentityDialect> = modem.profile.identity;
    return modem.exclusive(
      'questions',
      (channel) => (leaving) => askAll(channel, { ...questions }).pipe(takeUntil(leaving)),
    );
  });
