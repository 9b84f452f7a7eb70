import { type TProperties, Type } from '@sinclair/typebox';

/** An object with these fields and no others: a misspelt field is an error. */
export const exactly = <P extends TProperties>(fields: P, description?: string) =>
  Type.Object(fields, { additionalProperties: false, ...(description && { description }) });

/** A level of a topic. */
export const name = (description: string) => Type.String({ pattern: '^[\\w.:@-]{1,64}$', description });
