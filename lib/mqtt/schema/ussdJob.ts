import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { jobBasics, milliseconds } from './jobBasics';

const MAX_LETTERS = 182;

/** A USSD code as a job. */
export const ussdJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('ussd', { description: 'The kind of job.' }),
    code: Type.String({ minLength: 1, maxLength: MAX_LETTERS, description: 'The code, such as *100#.' }),
    replies: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: MAX_LETTERS, description: 'A reply.' }), {
        maxItems: 20,
        description:
          'Replies to what the network asks, in turn. A question without a reply ends the session. Default: none.',
      }),
    ),
    withinMs: milliseconds('How long the network may take for one answer. Default 120 s.'),
  },
  'A USSD code, where the gateway allows it. It is never sent twice: a job that was interrupted fails.',
);
export type UssdJob = Static<typeof ussdJob>;
