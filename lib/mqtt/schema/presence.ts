import { type Static, Type } from '@sinclair/typebox';
import { exactly, name } from './exactly';

/** Whether a gateway is there. */
export const presence = exactly(
  {
    gateway: name('Which gateway.'),
    life: Type.String({
      maxLength: 64,
      description: 'Tells one run of a gateway from another of the same name.',
    }),
    state: Type.Union([Type.Literal('online'), Type.Literal('offline')], {
      description: 'Whether it is there.',
    }),
    modems: Type.Array(name('A modem’s name.'), { description: 'The modems that it looks after.' }),
    at: Type.String({ description: 'When it said so, ISO 8601; of a will, when it came.' }),
  },
  'Whether a gateway is there: retained; its will says that it is not.',
);
export type Presence = Static<typeof presence>;
