import { ReplaySubject, Subject, type Subscription } from 'rxjs';
import type { DatagramPort, SocketAddress, SocketStream } from '../origins/socketOrigin';

/** What a connection carries. */
export type LinkProtocol = 'TCP' | 'UDP' | 'UDP SERVER';

/** How far a connection is; `ended` after the peer closed it: what was received before can still be read. */
export type LinkState = 'connecting' | 'connected' | 'ended';

/** What a link starts from. */
export interface LinkStart {
  readonly number: number;
  readonly protocol: LinkProtocol;
  /** The peer, as far as it is known. */
  readonly host: string;
  readonly port: number;
  /** The index of the listening port that it came from. */
  readonly server?: number;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly from: SocketAddress;
}

/** The most bytes that the modem keeps for one connection; then the peer has to wait. */
const MAX_HELD_BYTES = 11_680;

/** One connection of the modem's TCP/IP stack, with the bytes that wait in the modem until the host reads them. */
export class Link {
  readonly number: number;
  readonly protocol: LinkProtocol;
  readonly server: number | undefined;
  state: LinkState = 'connecting';
  remote: SocketAddress;
  stream: SocketStream | undefined;
  datagrams: DatagramPort | undefined;
  /** The work of the connection: unsubscribing closes it. */
  running: Subscription | undefined;
  /** Emits when the connection has ended, by either side. */
  readonly gone = new ReplaySubject<void>(1);
  /** The peer closes, whatever it sends: what a fault does. */
  readonly closedByPeer = new Subject<void>();
  sentBytes = 0;
  acknowledgedBytes = 0;
  receivedBytes = 0;
  private readonly held: Piece[] = [];
  private heldBytes = 0;

  constructor(readonly start: LinkStart) {
    this.number = start.number;
    this.protocol = start.protocol;
    this.server = start.server;
    this.remote = { address: start.host, port: start.port };
  }

  /** How many bytes wait in the modem. */
  get unread(): number {
    return this.heldBytes;
  }

  /** Where the next byte to be read comes from. */
  get nextFrom(): SocketAddress {
    return this.held[0]?.from ?? this.remote;
  }

  /** Keeps received bytes; true if none waited before. */
  keep(bytes: Uint8Array, from: SocketAddress = this.remote): boolean {
    const isFirst = this.heldBytes === 0;
    this.held.push({ bytes, from });
    this.heldBytes += bytes.length;
    this.receivedBytes += bytes.length;
    if (this.heldBytes >= MAX_HELD_BYTES) this.stream?.flow(false);
    return isFirst && bytes.length > 0;
  }

  /** Takes bytes that wait, up to a limit, and of one datagram only. */
  read(maxBytes: number): Uint8Array {
    const parts: Uint8Array[] = [];
    let size = 0;
    while (size < maxBytes && this.held.length > 0) {
      const { bytes, from } = this.held[0] as Piece;
      const part = bytes.subarray(0, maxBytes - size);
      parts.push(part);
      size += part.length;
      if (part.length < bytes.length) this.held[0] = { bytes: bytes.subarray(part.length), from };
      else this.held.shift();
      if (this.protocol !== 'TCP') break;
    }
    const taken = new Uint8Array(size);
    let at = 0;
    for (const part of parts) {
      taken.set(part, at);
      at += part.length;
    }
    this.heldBytes -= size;
    return taken;
  }

  /** Lets the peer send on where there is room again. Called when the answer that read is complete. */
  resume(): void {
    if (this.heldBytes < MAX_HELD_BYTES) this.stream?.flow(true);
  }
}
