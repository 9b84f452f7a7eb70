import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { jobBasics } from './jobBasics';

/** A raw command as a job. */
export const sendJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('send', { description: 'What it is.' }),
    line: Type.String({ maxLength: 1_024, description: 'AT and what follows, as it goes to the modem.' }),
  },
  'A raw command, where the gateway allows it.',
);
export type SendJob = Static<typeof sendJob>;
