import type { HttpHead } from '../lib/grammar/httpHead';

/** A whole HTTP response: what `collect()` makes of a transfer's events. */
export class HttpResponse implements HttpHead {
  readonly status: number;
  readonly length: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body. */
  readonly bytes: Uint8Array;

  constructor(head: HttpHead, bytes: Uint8Array) {
    this.status = head.status;
    this.length = head.length;
    this.headers = head.headers;
    this.bytes = bytes;
    Object.freeze(this);
  }

  /** The body as text: UTF-8 unless told otherwise. */
  text(encoding = 'utf-8'): string {
    return new TextDecoder(encoding).decode(this.bytes);
  }

  /** The body as JSON. Fails with a `SyntaxError` where it is none. */
  json(): unknown {
    return JSON.parse(this.text());
  }
}
