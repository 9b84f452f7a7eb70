/** A random name of 128 bits. It avoids `randomUUID`, which pages without HTTPS do not have. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );
