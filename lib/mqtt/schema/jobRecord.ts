import { type Static, Type } from '@sinclair/typebox';
import { exactly, name } from './exactly';

/** How a job can end. */
export const outcome = Type.Union([Type.Literal('done'), Type.Literal('failed'), Type.Literal('cancelled')], {
  description: 'How the job ended.',
});

/** The retained record of a job. It holds nothing of the request or the answer. */
export const jobRecord = exactly(
  {
    job: name('The id of the job.'),
    attempt: Type.Integer({ minimum: 1, description: 'The attempt.' }),
    gateway: name('The gateway that has taken it.'),
    modem: Type.Optional(name('The modem that has it.')),
    claim: Type.String({
      maxLength: 64,
      description: 'New each time the job is taken: distinguishes runs of the gateway.',
    }),
    state: Type.Union([Type.Literal('taken'), Type.Literal('ended')], {
      description: 'Whether the job runs or has ended.',
    }),
    outcome: Type.Optional(outcome),
    reason: Type.Optional(
      Type.Object(
        { kind: Type.String({ description: 'The kind of reason.' }) },
        {
          additionalProperties: true,
          description: 'Why it failed: a Reason as JSON, without the server’s answer.',
        },
      ),
    ),
    at: Type.String({ description: 'When this was recorded, ISO 8601.' }),
  },
  'Which gateway has taken a job, and how the job ended.',
);
export type JobRecord = Static<typeof jobRecord>;
