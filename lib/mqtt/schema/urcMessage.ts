import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';

/** Something that a modem said on its own. */
export const urcMessage = exactly(
  {
    at: Type.String({ description: 'When it was heard, ISO 8601.' }),
    name: Type.String({ description: '+CREG, RING …' }),
    values: Type.Record(Type.String(), Type.Unknown(), { description: 'Its values by name.' }),
    text: Type.String({ description: 'The line as it stood; secrets masked.' }),
    body: Type.Optional(Type.String({ description: 'The line behind it, of URCs that have one.' })),
    tells: Type.Optional(Type.String({ description: 'What it means, in words.' })),
  },
  'Something that a modem said on its own.',
);
export type UrcMessage = Static<typeof urcMessage>;
