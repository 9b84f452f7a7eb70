import { Type } from '@sinclair/typebox';
import { name } from './exactly';

/** A day. */
const MAX_MS = 86_400_000;

/** A time in milliseconds. */
export const milliseconds = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: MAX_MS, description }));

/** What every job says besides what is to be done. */
export const jobBasics = {
  id: name(
    'The idempotency key: a job of the same id is done once. Make a new one for each, a UUID for instance.',
  ),
  attempt: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000,
      description: 'Counts up where the one who asks takes an earlier attempt for lost. Default 1.',
    }),
  ),
  deadlineMs: milliseconds(
    'How long it may take once a gateway has it, its waiting for a modem included; never longer than what is left of the message’s expiry interval. Default: what is left of that, or the gateway’s limit.',
  ),
  creditBytes: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 16_777_216,
      description:
        'Body bytes that may come before the reader says, on the credit topic, how far it is. Who says this must say that at least every 90 s. Default: no limit, and no credit.',
    }),
  ),
};

/** When something is tried again on the modem that has it. */
export const retry = Type.Optional(
  Type.Object(
    {
      attempts: Type.Integer({ minimum: 1, maximum: 100, description: 'Tries in all.' }),
      delaysMs: Type.Array(Type.Integer({ minimum: 0, maximum: MAX_MS, description: 'Milliseconds.' }), {
        maxItems: 100,
        description: 'Before the second, the third … try; the last one stands for the rest.',
      }),
    },
    {
      additionalProperties: false,
      description:
        'When it is tried again on the modem that has it. Default: three tries, half a second and doubling.',
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

/** What is sent: text as UTF-8, or bytes. */
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
    { description: 'What is sent: { "text": … } as UTF-8, or { "base64": … }.' },
  ),
);
