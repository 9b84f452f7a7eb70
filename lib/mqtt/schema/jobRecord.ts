import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { name } from './name';

/** How a job can end. */
export const outcome = Type.Union([Type.Literal('done'), Type.Literal('failed'), Type.Literal('cancelled')]);

/** What is retained of a job: who has it, how it ended. Nothing of what was asked or answered is in it. */
export const jobRecord = exactly(
  {
    job: name('Whose record it is.'),
    attempt: Type.Integer({ minimum: 1 }),
    gateway: name('Who has taken it.'),
    modem: Type.Optional(name('The modem that has it.')),
    claim: Type.String({ maxLength: 64, description: 'Tells the gateway’s lives apart.' }),
    state: Type.Union([Type.Literal('taken'), Type.Literal('ended')]),
    outcome: Type.Optional(outcome),
    /** Of a failure. */
    reason: Type.Optional(Type.Object({ kind: Type.String() }, { additionalProperties: true })),
    at: Type.String({ description: 'ISO 8601.' }),
  },
  'Who has taken a job, and how it ended.',
);
export type JobRecord = Static<typeof jobRecord>;
