import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';
import { jobBasics, milliseconds } from './jobBasics';

/** A message to be sent, as a job. */
export const smsJob = exactly(
  {
    ...jobBasics,
    flow: Type.Literal('sms.send', { description: 'The kind of job.' }),
    to: Type.String({
      minLength: 1,
      maxLength: 21,
      description: 'The number, with + if it is international.',
    }),
    text: Type.Optional(Type.String({ maxLength: 40_000, description: 'What it says; or `data`.' })),
    data: Type.Optional(Type.String({ maxLength: 60_000, description: 'Octets as base64; or `text`.' })),
    encoding: Type.Optional(
      Type.Union([Type.Literal('auto'), Type.Literal('gsm7'), Type.Literal('ucs2')], {
        description: 'The alphabet. Default auto: GSM 7-bit if every letter is in it, else UCS-2.',
      }),
    ),
    lossy: Type.Optional(
      Type.Boolean({ description: 'Writes letters that GSM 7-bit lacks by similar ones. Default false.' }),
    ),
    flash: Type.Optional(
      Type.Boolean({ description: 'Is shown at once and not stored: class 0. Default false.' }),
    ),
    report: Type.Optional(
      Type.Boolean({ description: 'Asks for a report, and waits for it. Default false.' }),
    ),
    reportMs: milliseconds('How long the report is awaited. Default: until the deadline of the job.'),
    validityMs: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 38_102_400_000,
        description: 'How long the service centre tries to deliver it. Default: its own.',
      }),
    ),
    maxParts: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 255, description: 'A longer text is refused. Default 10.' }),
    ),
  },
  'A message to be sent, where the gateway allows it. It is never sent twice: a job that was interrupted fails.',
);
export type SmsJob = Static<typeof smsJob>;
