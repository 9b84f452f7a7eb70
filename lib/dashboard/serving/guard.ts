import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Names under which a browser on this machine reaches loopback; any other name was given to it elsewhere. */
const LOOPBACK = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Digests have one length, whatever letters a text has. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/** Keeps other web pages from reading what the modems say, and from driving them. */
export const guard = Object.freeze({
  /**
   * Whether a request may read: it names this machine (no other name that was made to lead here), and a browser, where it tells,
   * says that no other site has asked.
   */
  mayRead: ({ headers }: IncomingMessage): boolean => {
    const site = headers['sec-fetch-site'];
    return (
      LOOPBACK.test(headers.host ?? '') && (site === undefined || site === 'same-origin' || site === 'none')
    );
  },
  /** Whether it may give orders: it comes from this server's own page, and has the token that only that page can read. */
  mayOrder: ({ headers }: IncomingMessage, token: string): boolean => {
    const { origin, host } = headers;
    const given = headers['x-rxmodem-token'];
    return origin === `http://${host}` && typeof given === 'string' && isSame(given, token);
  },
});
