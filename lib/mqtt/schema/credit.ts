import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';

/** How far the reader of a body is. */
export const credit = exactly(
  {
    attempt: Type.Integer({ minimum: 1 }),
    loaded: Type.Integer({ minimum: 0, description: 'Bytes that it has taken so far.' }),
  },
  'How far the reader of a job’s body is; said again at least every 30 s while it waits for its own consumer.',
);
export type Credit = Static<typeof credit>;
