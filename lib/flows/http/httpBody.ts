import { defer, EMPTY, type Observable, of } from 'rxjs';

/** A body that comes in chunks; its length must be known before it begins, since the modem is told it first. */
export interface StreamedBody {
  readonly length: number;
  readonly chunks: Observable<Uint8Array>;
  /** Its Content-Type, unless the request's header fields say one. */
  readonly type?: string | undefined;
}

/** What a request may send. Text is sent as UTF-8. */
export type HttpBody = string | Uint8Array | StreamedBody;

const whole = (bytes: Uint8Array, type: string | undefined): StreamedBody => ({
  length: bytes.length,
  chunks: defer(() => (bytes.length > 0 ? of(bytes) : EMPTY)),
  ...(type === undefined ? {} : { type }),
});

/** Makes a body of what a request was given. */
export const httpBody = (given: HttpBody): StreamedBody => {
  if (typeof given === 'string') return whole(new TextEncoder().encode(given), 'text/plain; charset=utf-8');
  return given instanceof Uint8Array ? whole(given, undefined) : given;
};

/**
 * Makes a JSON body, with its Content-Type.
 *
 *     http.post(modem, { url, body: json({ temperature: 21.5 }) })
 *
 * Fails with a `TypeError`, as `JSON.stringify` does, where the value has cycles.
 */
export const json = (value: unknown): StreamedBody => ({
  ...httpBody(new TextEncoder().encode(JSON.stringify(value))),
  type: 'application/json',
});
