import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';

/** A message that a modem received. */
export const smsMessage = exactly(
  {
    at: Type.String({ description: 'When the gateway read it, ISO 8601.' }),
    id: Type.Optional(
      Type.String({ description: 'The same for the same message, also where it is published again.' }),
    ),
    kind: Type.Union([Type.Literal('message'), Type.Literal('push'), Type.Literal('malformed')], {
      description: 'A message, a push of an application server (mostly an MMS that waits), or unreadable.',
    }),
    from: Type.Optional(Type.String({ description: 'A number, with + if it is international, or a name.' })),
    sentAt: Type.Optional(
      Type.String({ description: 'When the service centre took it, ISO 8601 with its zone.' }),
    ),
    text: Type.Optional(Type.String({ description: 'What it says.' })),
    data: Type.Optional(Type.String({ description: 'Octets as base64, where it is not text.' })),
    class: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 3, description: '0 flash, 1 modem, 2 SIM, 3 equipment.' }),
    ),
    parts: Type.Optional(Type.Integer({ minimum: 1, description: 'How many parts it has.' })),
    missing: Type.Optional(
      Type.Array(Type.Integer({ minimum: 1, description: 'The number of a part.' }), {
        description: 'Parts that did not come. Their text is left out.',
      }),
    ),
    push: Type.Optional(
      Type.Record(Type.String(), Type.Unknown(), { description: 'What a push says: url, sizeBytes …' }),
    ),
    raw: Type.Optional(Type.String({ description: 'The PDU of an unreadable message.' })),
  },
  'A message that a modem received. It is deleted from the modem when the broker has it, so it may come twice: `id` tells.',
);
export type SmsMessage = Static<typeof smsMessage>;
