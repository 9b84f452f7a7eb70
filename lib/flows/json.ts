import { httpBody, type StreamedBody } from './httpBody';

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
