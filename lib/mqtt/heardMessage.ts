import type { Static, TSchema } from '@sinclair/typebox';
import type { Message } from './message';
import { readMessage } from './readMessage';

/** Reads a message of a schema; one that can't be read is none: a broker may carry anything. */
export const heardMessage = <S extends TSchema>(schema: S, { payload }: Message): readonly Static<S>[] => {
  try {
    return payload.length === 0 ? [] : [readMessage(schema, 'message', payload)];
  } catch {
    return [];
  }
};
