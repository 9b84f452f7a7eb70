import { type Static, Type } from '@sinclair/typebox';
import { exactly, name } from './exactly';

/** Whether a gateway is online. */
export const presence = exactly(
  {
    gateway: name('The gateway’s name.'),
    life: Type.String({
      maxLength: 64,
      description: 'Distinguishes runs of a gateway.',
    }),
    state: Type.Union([Type.Literal('online'), Type.Literal('offline')], {
      description: 'Whether the gateway is online.',
    }),
    modems: Type.Array(name('A modem’s name.'), { description: 'The gateway’s modems.' }),
    at: Type.String({
      description: 'When it was published, ISO 8601; of a will, when the gateway connected.',
    }),
  },
  'Whether a gateway is online: retained. Its will is `offline`.',
);
export type Presence = Static<typeof presence>;
