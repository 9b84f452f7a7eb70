import type { CodeRow } from './codeRow';
import type { HttpHead } from './httpHead';

/** What a time limit was waiting for. */
export type Phase =
  | 'bring-up'
  | 'answer'
  | 'input'
  | 'result'
  | 'data'
  | 'total'
  | 'resynchronise'
  /** The reader of a body: it left the body unread while another request waited. */
  | 'reader';

/** What went wrong with a socket. */
export type SocketProblem =
  /** The far end refused the connection, or nothing at its address answers: modems do not say which. */
  | 'refused'
  /** The name of the host could not be resolved. */
  | 'name'
  /** The TLS handshake failed. */
  | 'handshake'
  /** The far end closed the connection while bytes had to be sent. */
  | 'closed'
  /** The modem gave the connection up. */
  | 'lost'
  /** The modem did not take the bytes, and may have sent some of them. */
  | 'unsent';

/** What shows that a length is wrong, where it is not the bytes that came. */
export type LengthSign =
  /** The modem stated the other length, its own or the server's. */
  | 'statement'
  /** The modem has more bytes than were announced. They were not read: `gotBytes` is the least that there can be. */
  | 'probe';

/** What lies behind a `network` failure, where a program can act on it. */
export type NetworkCause =
  /** The modem refused `command`, and did not say why. */
  | 'refused'
  /** The modem did not answer `command`. */
  | 'silent'
  /** The SIM waits for its PIN, and none was given. */
  | 'pin'
  /** The SIM refused the PIN, now or before; it is not entered again. */
  | 'pin-refused'
  /** The SIM waits for its PIN and leaves one try, which is not used up. */
  | 'pin-last-try'
  /** The SIM is blocked: it waits for its PUK. */
  | 'puk'
  /** The SIM or the module is locked in another way: to a network, to a phone. */
  | 'locked'
  /** No network has registered the modem yet. */
  | 'searching'
  /** The network refuses the SIM. */
  | 'denied'
  /** A service of the modem found no network on a bearer that looks open. */
  | 'no-bearer';

/** The data behind a `network` failure. */
export interface NetworkDetails {
  readonly cause?: NetworkCause;
  /** The command that the modem refused, or did not answer. */
  readonly command?: string;
}

/**
 * Why something failed: one plain union, to be matched with ts-pattern's `.exhaustive()`. The number spaces overlap
 * (CME 603 is a syntax error, HTTP 603 a name that could not be resolved), so each has a kind of its own.
 */
export type Reason = Failure & {
  /** True where what was asked for may have been done, and is not done twice by itself: look first. */
  readonly mayBeDone?: boolean;
  /** What the modem said last, where it was something else than what was waited for: `ERROR`. */
  readonly said?: string;
  /** What the modem calls itself, and the profile for that, where it is used with another one. */
  readonly model?: { readonly name: string; readonly profile: string };
};

/** What happened. */
type Failure =
  /** The modem answered `ERROR`. */
  | {
      readonly kind: 'refused';
      readonly command: string;
      /** The service that can neither be started nor ended, where that is what the refusal shows. */
      readonly stuck?: string;
      /** True where the caller wrote the line: it may be misspelled. */
      readonly isTyped?: boolean;
    }
  /** `+CME ERROR: n`, or its text: what the mobile equipment says (27.007 § 9.2). */
  | {
      readonly kind: 'cme';
      readonly command: string;
      readonly code: number | undefined;
      readonly text: string;
      /** What the code means on this family, where its profile describes it. */
      readonly row?: CodeRow;
    }
  /** `+CMS ERROR: n`: what the message service says (27.005 § 3.2.5). */
  | {
      readonly kind: 'cms';
      readonly command: string;
      readonly code: number | undefined;
      readonly text: string;
    }
  /** Another final result code than the command's own: `NO CARRIER`, `CONNECT FAIL` … */
  | { readonly kind: 'ended'; readonly command: string; readonly result: string }
  /** The server answered with a status that the request does not accept. */
  | { readonly kind: 'http-status'; readonly head: HttpHead; readonly body: Uint8Array }
  /** The modem's own HTTP code (SIMCom: 600–606, 701–720); `row` where the family describes it itself. */
  | { readonly kind: 'http'; readonly code: number; readonly row?: CodeRow }
  /** The modem's own FTP code (SIM800: 61–86); `row` where the family describes it itself. */
  | { readonly kind: 'ftp'; readonly code: number; readonly row?: CodeRow }
  /** The A76XX's own FTP(S) code (1–17, 421), and whether login failed or what followed it. */
  | { readonly kind: 'cftps'; readonly code: number; readonly step: 'login' | 'work' }
  /** A time limit passed. */
  | { readonly kind: 'timeout'; readonly phase: Phase; readonly waitedMs: number; readonly command?: string }
  /** An answer came that does not fit the command. */
  | { readonly kind: 'unreadable'; readonly command: string; readonly line: string }
  /** The result code did not follow the counted bytes: some were lost on the line. */
  | { readonly kind: 'corrupt'; readonly command: string; readonly expectedBytes: number }
  /** The transfer ended before its announced length, or grew beyond it; or two different lengths were stated. */
  | {
      readonly kind: 'length';
      readonly expectedBytes: number;
      readonly gotBytes: number;
      /** What shows `gotBytes`. Default: that many bytes came. */
      readonly shownBy?: LengthSign;
    }
  /** A body can't be joined from parts: the server has no ranges, or the file has changed meanwhile. */
  | { readonly kind: 'range'; readonly problem: string }
  /** A file has another digest than was expected: it is damaged, or another one. */
  | { readonly kind: 'digest'; readonly where: string; readonly expected: string; readonly got: string }
  /** The modem restarted, or went off: `line` says so. */
  | {
      readonly kind: 'reset';
      readonly line: string;
      /** True where the modem went off: it answers nothing until it is switched on again. */
      readonly isOff?: boolean;
    }
  /** The port could not be opened. */
  | { readonly kind: 'port'; readonly where: string; readonly problem: string }
  /** What was written is not what the recording or the scripted conversation has next, in `line` of its text. */
  | {
      readonly kind: 'off-script';
      readonly where: string;
      readonly line: number | undefined;
      readonly expected: string;
      readonly came: string;
    }
  /** The port is closed, or went away. */
  | {
      readonly kind: 'closed';
      readonly where: string;
      /** True when `openModem` was unsubscribed. */
      readonly left?: boolean;
      /** True when the port is being opened again. */
      readonly reconnects?: boolean;
    }
  /** No bearer or context, or not registered. */
  | (NetworkDetails & {
      readonly kind: 'network';
      /** Which stage failed: `sim`, `signal`, `packet`, `bearer` … */
      readonly step: string;
      readonly seen: string;
      /** What to do next. Default: check SIM, signal, registration and APN. */
      readonly advice?: string;
      /** True when the network was there and went away: a request under way may have reached the server. */
      readonly lost?: boolean;
    })
  /** A socket could not be connected, or its connection ended too early. */
  | {
      readonly kind: 'socket';
      /** What it connects to: `tcp://host:port`. */
      readonly where: string;
      readonly problem: SocketProblem;
      /** The modem's own words. */
      readonly seen: string;
      /** True where the modem gave the connection's number to another client. */
      readonly isReplaced?: boolean;
    }
  /** An argument can't be spelled in AT; nothing was written. */
  | { readonly kind: 'invalid-argument'; readonly name: string; readonly problem: string }
  /** The modem's family does not support this; nothing was written. */
  | { readonly kind: 'unsupported'; readonly family: string; readonly feature: string }
  /** A gateway does not allow jobs to do this; nothing was written to a modem. */
  | { readonly kind: 'not-allowed'; readonly where: string; readonly what: string }
  /** The gateway that did it went away in the middle: the request may have reached the server, and is not repeated by itself. */
  | { readonly kind: 'interrupted'; readonly where: string }
  /** Cancelled by the caller. */
  | { readonly kind: 'cancelled' };
