import type { Found } from './networkDialect';
import type { ReadyStep } from './readyStep';

/** Makes what a look found. */
export const found = Object.freeze({
  passed: (step: ReadyStep): Found => ({ kind: 'passed', step }),
  /** Time may help, but nothing will tell: it must be asked again. */
  notYet: (seen: string): Found => ({ kind: 'not-yet', seen, tells: false }),
  /** Time may help, and a URC will tell. */
  toBeTold: (seen: string): Found => ({ kind: 'not-yet', seen, tells: true }),
  never: (seen: string, advice: string): Found => ({ kind: 'never', seen, advice }),
});
