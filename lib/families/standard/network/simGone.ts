import { filter, map, type Observable } from 'rxjs';
import { simChanged } from '../networkUrcs';
import type { Token } from '../../../wire/token';
import { ofUrc } from '../../../../operators/ofUrc';

/** What the modem says of a SIM that was taken out, or that it can't read any more: there is no network without it. */
const GONE = /^(?:NOT READY|NOT INSERTED|SIM REMOVED|REMOVED)$/;

/**
 * The lines that say that the SIM is gone.
 *
 *     < +CPIN: NOT READY      ⇒ '+CPIN: NOT READY'
 */
export const simGone = (urcs: Observable<Token>): Observable<string> =>
  urcs.pipe(
    ofUrc(simChanged),
    filter(({ state }) => GONE.test(state)),
    map((values) => simChanged.form.write(values)),
  );
