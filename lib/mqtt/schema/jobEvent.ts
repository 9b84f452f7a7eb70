import { type Static, Type } from '@sinclair/typebox';
import { exactly, name } from './exactly';

const basics = {
  job: name('Which job.'),
  attempt: Type.Integer({ minimum: 1, description: 'Which attempt at it.' }),
  n: Type.Integer({ minimum: 1, description: 'Counts the events of an attempt, so that a gap shows.' }),
};
const count = (description: string) => Type.Integer({ minimum: 0, description });
/** What happened; of a failure, why: matched on by programs. */
const reason = Type.Object(
  { kind: Type.String({ description: 'Which kind of reason: `timeout`, `http-status` …' }) },
  { additionalProperties: true, description: 'A Reason as JSON; bytes in it are base64.' },
);

const before = Type.Optional(
  Type.Boolean({
    description:
      'It had ended so before it was asked for this time; what else was told of it is not told again.',
  }),
);

/** What is told of a job besides its body, told apart by `kind`. */
export const jobEvent = Type.Union(
  [
    exactly(
      {
        ...basics,
        kind: Type.Literal('taken'),
        gateway: name('Who has it.'),
        modem: name('And which modem.'),
      },
      'A modem has it. Comes again where it goes on on another modem of the gateway’s.',
    ),
    exactly(
      {
        ...basics,
        kind: Type.Literal('head'),
        status: Type.Integer({ description: 'The HTTP status.' }),
        length: count('Bytes of the body that follows.'),
        headers: Type.Record(Type.String(), Type.String(), {
          description: 'Header fields, by their names in lower case.',
        }),
      },
      'The response’s start.',
    ),
    exactly(
      {
        ...basics,
        kind: Type.Literal('sent'),
        loaded: count('Bytes so far.'),
        total: count('Bytes in all.'),
      },
      'Some bytes of the job’s own body have reached the modem.',
    ),
    exactly(
      {
        ...basics,
        kind: Type.Literal('working'),
        state: Type.Union([Type.Literal('idle'), Type.Literal('receiving'), Type.Literal('sending')], {
          description: 'What the modem is doing.',
        }),
        finished: count('Bytes that are done.'),
        remaining: count('Bytes that are not.'),
      },
      'How far a SIM800 is, where `workingEveryMs` asks for that.',
    ),
    exactly(
      { ...basics, kind: Type.Literal('resumed'), offset: count('Bytes that had come before.'), reason },
      'It was cut off, and goes on behind what came.',
    ),
    exactly(
      {
        ...basics,
        kind: Type.Literal('value'),
        value: Type.Unknown({
          description:
            'An entry of list, the text of listText, the number of size; of send: lines, result, and payload as base64.',
        }),
      },
      'Something that the job answers besides a body.',
    ),
    exactly({ ...basics, kind: Type.Literal('done'), before }, 'It is done. Nothing follows.'),
    exactly(
      {
        ...basics,
        kind: Type.Literal('failed'),
        before,
        reason,
        message: Type.String({ description: 'The same for people, with what to look at next.' }),
      },
      'It failed for good. Nothing follows.',
    ),
    exactly(
      { ...basics, kind: Type.Literal('cancelled'), before },
      'It was cancelled, and the modem has heard of it. Nothing follows.',
    ),
  ],
  {
    description:
      'How a job goes. Bytes of a body come between these as messages of content type application/octet-stream, whose user properties are kind (chunk), job, attempt, n, loaded and total.',
  },
);
export type JobEvent = Static<typeof jobEvent>;
