import { Type } from '@sinclair/typebox';
import { type Job, jobSchemas } from './schema/job';
import { readMessage } from './readMessage';

const flow = Type.Object({
  flow: Type.Union(Object.keys(jobSchemas).map((name) => Type.Literal(name))),
});

/** Reads a job. Fails with `invalid-argument` that names the field. */
export const readJob = (payload: Uint8Array): Job => {
  const told = readMessage(flow, 'job', payload);
  return readMessage(jobSchemas[told.flow as keyof typeof jobSchemas], 'job', payload);
};
