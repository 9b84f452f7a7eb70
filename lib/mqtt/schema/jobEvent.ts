import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { name } from './name';

const basics = {
  job: name('Which job.'),
  attempt: Type.Integer({ minimum: 1 }),
  n: Type.Integer({ minimum: 1, description: 'Counts the events of an attempt, so that a gap shows.' }),
};
const count = Type.Integer({ minimum: 0 });
/** A `Reason` as JSON; bytes in it are base64. */
const reason = Type.Object({ kind: Type.String() }, { additionalProperties: true });

const before = Type.Optional(
  Type.Boolean({
    description:
      'It had ended so before it was asked for this time; what else was told of it is not told again.',
  }),
);

/** What is told of a job besides its body, told apart by `kind`. */
export const jobEvent = Type.Union(
  [
    exactly({
      ...basics,
      kind: Type.Literal('taken'),
      gateway: name('Who has it.'),
      modem: name('And which modem.'),
    }),
    exactly({
      ...basics,
      kind: Type.Literal('head'),
      status: Type.Integer(),
      length: count,
      headers: Type.Record(Type.String(), Type.String()),
    }),
    exactly({ ...basics, kind: Type.Literal('sent'), loaded: count, total: count }),
    exactly({
      ...basics,
      kind: Type.Literal('working'),
      state: Type.Union([Type.Literal('idle'), Type.Literal('receiving'), Type.Literal('sending')]),
      finished: count,
      remaining: count,
    }),
    exactly({ ...basics, kind: Type.Literal('resumed'), offset: count, reason }),
    exactly({ ...basics, kind: Type.Literal('value'), value: Type.Unknown() }),
    exactly({ ...basics, kind: Type.Literal('done'), before }),
    exactly({ ...basics, kind: Type.Literal('failed'), before, reason, message: Type.String() }),
    exactly({ ...basics, kind: Type.Literal('cancelled'), before }),
  ],
  {
    description:
      'How a job goes. Bytes of a body come between these as messages of content type application/octet-stream, whose user properties are kind (chunk), job, attempt, n, loaded and total.',
  },
);
export type JobEvent = Static<typeof jobEvent>;
