import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';

/** How much of a body its reader has taken. */
export const credit = exactly(
  {
    attempt: Type.Integer({ minimum: 1, description: 'The attempt, as in the event `taken`.' }),
    loaded: Type.Integer({
      minimum: 0,
      description: 'Bytes of the body that the reader has taken so far: `loaded` of the last piece.',
    }),
  },
  'How much of a job’s body its reader has taken. Repeated at least every 30 s while the reader waits for its own consumer.',
);
export type Credit = Static<typeof credit>;
