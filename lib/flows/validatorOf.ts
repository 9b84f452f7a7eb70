import type { HttpHead } from '../grammar/httpHead';

/**
 * What the server calls this version of a body: a strong ETag, or else Last-Modified (RFC 9110 § 8.8); `undefined` where it
 * says neither. A weak ETag does not promise the same bytes.
 */
export const validatorOf = ({ headers }: HttpHead): string | undefined => {
  const { etag } = headers;
  if (etag !== undefined && !etag.startsWith('W/')) return etag;
  return headers['last-modified'];
};
