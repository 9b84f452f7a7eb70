import { Type } from '@sinclair/typebox';
import { name } from './exactly';

/** A day. */
const MAX_MS = 86_400_000;

/** A time in milliseconds. */
export const milliseconds = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_MS, description }));

/** The fields of every job. */
export const jobBasics = {
  id: name(
    'The idempotency key: a job of the same id is done once. Each job needs a new one, such as a UUID.',
  ),
  attempt: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      description: 'Counts up where the client has given an earlier attempt up. Default 1.',
    }),
  ),
  deadlineMs: milliseconds(
    'Maximum time from the gateway’s receipt to the end, including the wait for a modem. The shortest of this, the rest of the message’s expiry interval, and the gateway’s limit applies.',
  ),
  creditBytes: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 16_777_216,
      description:
        'Body bytes that may be ahead of the reader’s credit. With this field, the reader must publish on the credit topic at least every 90 s. Default: no limit, and no credit.',
    }),
  ),
};

/** When a job is tried again on its modem. */
export const retry = Type.Optional(
  Type.Object(
    {
      attempts: Type.Integer({ minimum: 1, maximum: 100, description: 'Tries in total.' }),
      delaysMs: Type.Array(Type.Integer({ minimum: 0, maximum: MAX_MS, description: 'Milliseconds.' }), {
        maxItems: 100,
        description: 'Before the second, the third … try; the last one applies to the rest.',
      }),
    },
    {
      additionalProperties: false,
      description:
        'When the job is tried again on its modem. Default: three tries, after half a second, doubling.',
    },
  ),
);

/** Time limits of one try. */
export const timeout = Type.Optional(
  Type.Object(
    {
      firstMs: milliseconds('To the first event.'),
      eachMs: milliseconds('Between two events.'),
      totalMs: milliseconds('To the end of one try.'),
    },
    {
      additionalProperties: false,
      description: 'Time limits of one try. Default: those of the commands themselves.',
    },
  ),
);

/** The body to send: text as UTF-8, or bytes. */
export const body = Type.Optional(
  Type.Union(
    [
      Type.Object(
        { text: Type.String({ description: 'Text, sent as UTF-8.' }) },
        { additionalProperties: false },
      ),
      Type.Object(
        { base64: Type.String({ description: 'Bytes as base64.' }) },
        { additionalProperties: false },
      ),
    ],
    { description: 'The body to send: { "text": … } as UTF-8, or { "base64": … }.' },
  ),
);
