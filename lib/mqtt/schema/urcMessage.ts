import { type Static, Type } from '@sinclair/typebox';
import { exactly } from './exactly';

/** An unsolicited result code (URC) of a modem. */
export const urcMessage = exactly(
  {
    at: Type.String({ description: 'When it was received, ISO 8601.' }),
    name: Type.String({ description: '+CREG, RING …' }),
    values: Type.Record(Type.String(), Type.Unknown(), { description: 'Its values by name.' }),
    text: Type.String({ description: 'The line, with secrets masked.' }),
    body: Type.Optional(Type.String({ description: 'The line after it, of URCs that have one.' })),
    tells: Type.Optional(Type.String({ description: 'Its meaning, in words.' })),
  },
  'An unsolicited result code (URC) of a modem.',
);
export type UrcMessage = Static<typeof urcMessage>;
