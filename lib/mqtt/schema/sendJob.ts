import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { jobBasics } from './jobBasics';

/** A raw command as a job. */
export const sendJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('send', { description: 'The kind of job.' }),
    line: Type.String({
      maxLength: 1_024,
      description:
        'The command line, with or without `AT`. A gateway allows it where it allows each of its commands.',
    }),
  },
  'A raw command, where the gateway allows it.',
);
export type SendJob = Static<typeof sendJob>;
