import type { HttpCall } from '../dialects/httpDialect';

/** Adds a body's Content-Type to header fields, unless they say one. */
export const typedHeaders = (headers: HttpCall['headers'], type: string | undefined): HttpCall['headers'] => {
  const isSaid = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  return type === undefined || isSaid ? headers : { ...headers, 'Content-Type': type };
};
