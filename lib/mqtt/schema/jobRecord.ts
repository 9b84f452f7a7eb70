import { type Static, Type } from '@sinclair/typebox';
import { exactly, name } from './exactly';

/** How a job can end. */
export const outcome = Type.Union([Type.Literal('done'), Type.Literal('failed'), Type.Literal('cancelled')], {
  description: 'How it ended.',
});

/** What is retained of a job: who has it, how it ended. Nothing of what was asked or answered is in it. */
export const jobRecord = exactly(
  {
    job: name('Whose record it is.'),
    attempt: Type.Integer({ minimum: 1, description: 'Which attempt at it.' }),
    gateway: name('Who has taken it.'),
    modem: Type.Optional(name('The modem that has it.')),
    claim: Type.String({
      maxLength: 64,
      description: 'Made anew each time it is taken: tells the gateway’s lives apart.',
    }),
    state: Type.Union([Type.Literal('taken'), Type.Literal('ended')], {
      description: 'Whether it is under way or over.',
    }),
    outcome: Type.Optional(outcome),
    reason: Type.Optional(
      Type.Object(
        { kind: Type.String({ description: 'Which kind of reason.' }) },
        {
          additionalProperties: true,
          description: 'Why it failed, a Reason as JSON without what a server answered.',
        },
      ),
    ),
    at: Type.String({ description: 'When this was noted, ISO 8601.' }),
  },
  'Who has taken a job, and how it ended.',
);
export type JobRecord = Static<typeof jobRecord>;
