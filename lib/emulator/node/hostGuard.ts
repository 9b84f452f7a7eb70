import { latin1, latin1Bytes } from '../../grammar/latin1';

/** What has neither begun like a request nor ended by then is none. */
const MAX_HELD_CHARS = 8_192;
/** The first byte of a TLS record that begins a handshake. */
const TLS = 0x16;
/** A request's line (RFC 9112 § 3), of HTTP/2 (`PRI * HTTP/2.0`) and of HTTP/0.9 (`GET /`), too. */
const REQUEST = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+ (?:\/|\* |[a-z][\w+.-]*:\/\/|(?:.* )?HTTP\/\d)/i;
/** A command as modems know them. It is passed on letter by letter: a person who types wants to see the echo. */
const COMMAND = /^(?:a(?:t|\/)?)(?! )/i;

/**
 * Keeps web pages from driving a modem that is served on TCP: a page can make a browser send any text to a port of this
 * machine, behind the request's line.
 *
 *     POST / HTTP/1.1 …     hung up on
 *     AT+CSQ                passed on
 */
export class HostGuard {
  private held = '';
  private line = '';
  private isTrusted = false;

  /** The bytes that may go on to the modem, maybe none yet; `undefined` where the host is no terminal. */
  pass(bytes: Uint8Array): Uint8Array | undefined {
    if (this.isTrusted) return bytes;
    if (this.line === '' && bytes[0] === TLS) return undefined;
    const text = latin1(bytes);
    this.held += text;
    // Line ends in front of a request are ignored by servers.
    this.line = (this.line + text).replace(/^[\r\n]+/, '');
    const end = this.line.search(/[\r\n]/);
    if (REQUEST.test(end < 0 ? this.line : this.line.slice(0, end))) return undefined;
    this.isTrusted = end >= 0 || this.line.length > MAX_HELD_CHARS;
    return this.isTrusted || !this.mayBeRequest ? this.release() : new Uint8Array(0);
  }

  private get mayBeRequest(): boolean {
    return /^[a-z]/i.test(this.line) && !COMMAND.test(this.line);
  }

  private release(): Uint8Array {
    const passed = latin1Bytes(this.held);
    this.held = '';
    return passed;
  }
}
