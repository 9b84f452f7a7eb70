/**
 * Makes an async iterable of a stream of bytes, which is begun with the first step. Leaving the loop early cancels the stream; so does an error in it.
 *
 *     for await (const chunk of http.iterate(modem, url)) await write(chunk);
 */
export async function* bodyAsyncIterable(
  begin: () => ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const reader = begin().getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
