import { Type } from '@sinclair/typebox';

/** A level of a topic. */
export const name = (description: string) => Type.String({ pattern: '^[\\w.:@-]{1,64}$', description });
