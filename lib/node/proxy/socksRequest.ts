/** What a SOCKS5 client asks for (RFC 1928). */
export interface SocksRequest {
  readonly host: string;
  readonly port: number;
}

/** The replies to a request (RFC 1928 § 6). */
export const SOCKS_REPLIES = Object.freeze({
  done: 0,
  failed: 1,
  notAllowed: 2,
  networkUnreachable: 3,
  hostUnreachable: 4,
  refused: 5,
  noSuchCommand: 7,
  noSuchAddress: 8,
});

/** How a SOCKS5 client is answered. */
export type SocksReply = keyof typeof SOCKS_REPLIES;

/** What the bytes of a client mean so far. `taken` is how many belong to it. */
export type SocksStep<T> =
  | { readonly kind: 'more' }
  | { readonly kind: 'bad'; readonly reply?: SocksReply }
  | { readonly kind: 'read'; readonly value: T; readonly taken: number };

const VERSION = 5;
const NO_AUTHENTICATION = 0;
const CONNECT = 1;
const [IPV4, NAME, IPV6] = [1, 3, 4];

const MORE = Object.freeze({ kind: 'more' } as const);

/** The first bytes of a SOCKS5 connection. */
export const isSocks = (first: number): boolean => first === VERSION;

/** Reads the greeting: whether the client may come without a password. */
export const readGreeting = (bytes: Uint8Array): SocksStep<boolean> => {
  const [version, methods = 0] = bytes;
  if (version !== undefined && version !== VERSION) return { kind: 'bad' };
  const taken = 2 + methods;
  if (bytes.length < 2 || bytes.length < taken) return MORE;
  return { kind: 'read', value: bytes.subarray(2, taken).includes(NO_AUTHENTICATION), taken };
};

/** The answer to a greeting: no password, or none of the offered methods. */
export const greetingReply = (isFine: boolean): Uint8Array =>
  Uint8Array.of(VERSION, isFine ? NO_AUTHENTICATION : 0xff);

const hexOf = (bytes: Uint8Array): string =>
  Array.from({ length: 8 }, (_, at) =>
    (((bytes[2 * at] ?? 0) << 8) | (bytes[2 * at + 1] ?? 0)).toString(16),
  ).join(':');

const addressOf = (type: number, bytes: Uint8Array): string => {
  if (type === IPV4) return bytes.join('.');
  return type === IPV6 ? hexOf(bytes) : new TextDecoder('latin1').decode(bytes);
};

/**
 * Reads the request: where to connect to.
 *
 *     05 01 00 03 0b "example.com" 01 bb    →  { host: 'example.com', port: 443 }
 */
export const readRequest = (bytes: Uint8Array): SocksStep<SocksRequest> => {
  const [version, command, , type = 0, first = 0] = bytes;
  if (version !== undefined && version !== VERSION) return { kind: 'bad' };
  if (bytes.length < 5) return MORE;
  if (command !== CONNECT) return { kind: 'bad', reply: 'noSuchCommand' };
  const length = { [IPV4]: 4, [NAME]: first, [IPV6]: 16 }[type];
  if (length === undefined) return { kind: 'bad', reply: 'noSuchAddress' };
  const from = type === NAME ? 5 : 4;
  const taken = from + length + 2;
  if (bytes.length < taken) return MORE;
  const host = addressOf(type, bytes.subarray(from, from + length));
  const port = ((bytes[taken - 2] ?? 0) << 8) | (bytes[taken - 1] ?? 0);
  return { kind: 'read', value: { host, port }, taken };
};

/** The answer to a request, with no address of ours: a modem's is of no use to the client. */
export const requestReply = (reply: SocksReply): Uint8Array =>
  Uint8Array.of(VERSION, SOCKS_REPLIES[reply], 0, IPV4, 0, 0, 0, 0, 0, 0);
