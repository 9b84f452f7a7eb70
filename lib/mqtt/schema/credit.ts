import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';

/** How far the reader of a body is. */
export const credit = exactly(
  {
    attempt: Type.Integer({ minimum: 1, description: 'Of which attempt, as `taken` told it.' }),
    loaded: Type.Integer({
      minimum: 0,
      description: 'Bytes of the body that it has taken so far: `loaded` of the last one.',
    }),
  },
  'How far the reader of a job’s body is; said again at least every 30 s while it waits for its own consumer.',
);
export type Credit = Static<typeof credit>;
