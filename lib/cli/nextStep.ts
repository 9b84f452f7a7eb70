import { match, P } from 'ts-pattern';
import type { Reason } from 'rxmodem';

/** Says what to do next where the library's own words do not. */
export const nextStep = (reason: Reason): string =>
  match(reason)
    .with({ kind: 'invalid-argument' }, ({ name }) => `correct the ${name} and try again`)
    .with({ kind: P.union('cme', 'cms') }, () => 'look at the SIM and the registration with rxmodem info')
    .otherwise(() => 'run it again with --trace to see the conversation');
