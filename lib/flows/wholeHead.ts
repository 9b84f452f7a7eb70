import type { HttpHead } from '../grammar/httpHead';

const OK = 200;

/** The head of the whole, made of the head of a part that the library asked for by itself. */
export const wholeHead = (head: HttpHead, total: number): HttpHead => {
  const { 'content-range': _, ...headers } = head.headers;
  return { status: OK, length: total, headers: { ...headers, 'content-length': String(total) } };
};
