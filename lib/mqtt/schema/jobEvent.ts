import { type Static, Type } from '@sinclair/typebox';
import { exactly, name } from './exactly';

const basics = {
  job: name('The id of the job.'),
  attempt: Type.Integer({ minimum: 1, description: 'The attempt.' }),
  n: Type.Integer({
    minimum: 1,
    description: 'Counts the events of an attempt from 1; a gap means a lost event.',
  }),
};
const count = (description: string) => Type.Integer({ minimum: 0, description });
/** Why it failed, for programs. */
const reason = Type.Object(
  { kind: Type.String({ description: 'The kind of reason: `timeout`, `http-status` …' }) },
  { additionalProperties: true, description: 'A Reason as JSON; bytes in it are base64.' },
);

const before = Type.Optional(
  Type.Boolean({
    description: 'The job had ended before this message asked for it; its other events are not repeated.',
  }),
);

/** An event of a job, discriminated by `kind`. */
export const jobEvent = Type.Union(
  [
    exactly(
      {
        ...basics,
        kind: Type.Literal('taken'),
        gateway: name('The gateway that has the job.'),
        modem: name('The modem that has the job.'),
      },
      'A modem has the job. Repeated where the job moves to another modem of the gateway.',
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
      'The start of the response.',
    ),
    exactly(
      {
        ...basics,
        kind: Type.Literal('sent'),
        loaded: count('Bytes so far.'),
        total: count('Bytes in total.'),
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
        finished: count('Bytes that are transferred.'),
        remaining: count('Bytes that remain.'),
      },
      'The progress of a SIM800, where the job has `workingEveryMs`.',
    ),
    exactly(
      { ...basics, kind: Type.Literal('resumed'), offset: count('Bytes that came before.'), reason },
      'The body was interrupted, and continues after the bytes that came.',
    ),
    exactly(
      {
        ...basics,
        kind: Type.Literal('value'),
        value: Type.Unknown({
          description:
            'An entry of list, the text of listText, the number of size; of send: lines, result, and payload as base64; of sms.send: what happens to the message (kind: queued, sent, delivered …, part, parts, reference); of ussd: text and state.',
        }),
      },
      'An answer that is not a body.',
    ),
    exactly({ ...basics, kind: Type.Literal('done'), before }, 'The job is done. No event follows.'),
    exactly(
      {
        ...basics,
        kind: Type.Literal('failed'),
        before,
        reason,
        message: Type.String({ description: 'The reason for people: what happened, where, and what to do.' }),
      },
      'The job failed. No event follows.',
    ),
    exactly(
      { ...basics, kind: Type.Literal('cancelled'), before },
      'The job was cancelled, and its modem has stopped. No event follows.',
    ),
  ],
  {
    description:
      'An event of a job. Bytes of a body come between events as messages of content type application/octet-stream, whose user properties are kind (chunk), job, attempt, n, loaded and total.',
  },
);
export type JobEvent = Static<typeof jobEvent>;
