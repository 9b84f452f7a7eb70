/**
 * Makes an async iterable of a stream of bytes. Leaving the loop early cancels the stream; so does an error in it.
 *
 *     for await (const chunk of http.iterate(modem, url)) await write(chunk);
 */
export async function* bodyAsyncIterable(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
