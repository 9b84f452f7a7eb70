import type { HttpHead } from '../grammar/httpHead';

const OK = 200;
const PARTIAL = 206;

/** The head of the whole, made of the head of a part that the library asked for by itself. */
export const wholeHead = (head: HttpHead, total: number): HttpHead => {
  const { 'content-range': _, ...headers } = head.headers;
  const status = head.status === PARTIAL ? OK : head.status;
  return { status, length: total, headers: { ...headers, 'content-length': String(total) } };
};
