import type { ModemStates } from 'rxmodem';

/** Whether a modem can be talked to: for the first time, now, again after its port went away, or not at all yet. */
export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'failed';

/** A GET, as far as it is. */
export interface Transfer {
  readonly id: string;
  readonly modem: string;
  readonly url: string;
  readonly phase: 'waiting' | 'receiving' | 'done' | 'cancelled' | 'failed';
  /** The server's. */
  readonly status?: number;
  /** Bytes. */
  readonly loaded: number;
  /** Bytes in all, where they are known. */
  readonly total?: number;
  /** Over the last seconds; of a transfer that is done, over its whole time. */
  readonly bytesPerSecond: number;
  /** Since it was asked for, waiting included. */
  readonly elapsedMs: number;
  /** How often the connection was lost and the transfer went on. */
  readonly resumed: number;
  /** What went wrong, and what to look at. */
  readonly problem?: string;
}

/** A short message, received or sent. */
export interface ShortMessage {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly isSent: boolean;
  /** Its sender, or the number that it goes to. */
  readonly who: string;
  readonly text: string;
  /** What became of one that is sent: `sending`, `sent`, `delivered`, `failed` … */
  readonly state: string;
  /** What went wrong, and what to look at. */
  readonly problem?: string;
}

/** The signal from a time (milliseconds) on; `null` where it is unknown. */
export type SignalPoint = readonly [at: number, dBm: number | null];

/** The weakest and the strongest signal in the minutes from a time (milliseconds) on; `null` where it is unknown. */
export type SignalSpan = readonly [at: number, weakest: number | null, strongest: number | null];

/** The network of a modem, as far as it says so. */
export interface NetworkFace {
  readonly operator?: string;
  /** `2G`, `3G`, `4G` … */
  readonly technology?: string;
  /** `B3`, `EGSM 900` … */
  readonly band?: string;
}

/** Who a modem is. Of its numbers only the ends are kept: enough to find it, too little to misuse it. */
export interface IdentityFace {
  readonly model?: string;
  readonly revision?: string;
  readonly imeiEnd?: string;
  readonly iccidEnd?: string;
}

/** One line of a USSD session. */
export interface UssdLine {
  readonly isSent: boolean;
  readonly text: string;
}

/** The last USSD session. */
export interface UssdFace {
  /** `waiting` for the network, which `asks` for a reply, or `over`. */
  readonly state: 'waiting' | 'asks' | 'over';
  readonly lines: readonly UssdLine[];
  /** What went wrong, and what to look at. */
  readonly problem?: string;
}

/** What was done to a modem by hand. */
export interface ActFace {
  readonly id: string;
  readonly at: number;
  /** What it is, for people: `Restart`, `AT+CSQ`. */
  readonly words: string;
  readonly state: 'running' | 'done' | 'failed';
  /** What the modem answered. */
  readonly lines: readonly string[];
  /** What went wrong, and what to look at. */
  readonly problem?: string;
}

/** What can be seen of one modem. */
export interface ModemFace {
  readonly id: string;
  /** Unique on the board. */
  readonly name: string;
  /** Its family: `SIM800`. */
  readonly title: string;
  /** Which port it is on. */
  readonly where: string;
  /** URLs that are offered. */
  readonly pages: readonly string[];
  readonly connection: Connection;
  /** Why it can't be talked to. */
  readonly problem?: string;
  readonly states: Partial<ModemStates>;
  /** Whether its gateway gives it jobs; missing where the modem is on a port of this machine. */
  readonly isFit?: boolean;
  readonly network: NetworkFace;
  readonly identity: IdentityFace;
  /** When it last said something, in milliseconds since 1970. */
  readonly lastSeenAt?: number;
  /** How many flows and commands run or wait on it. */
  readonly queue?: number;
  /** Bytes of the bodies that were got through it from this board. */
  readonly received: number;
  /** The last quarter of an hour, oldest first. */
  readonly signal: readonly SignalPoint[];
  /** The last day in spans of some minutes, oldest first. */
  readonly signalDay: readonly SignalSpan[];
  /** Newest first. */
  readonly transfers: readonly Transfer[];
  /** Newest first. */
  readonly messages: readonly ShortMessage[];
  readonly ussd?: UssdFace;
  /** Newest first. */
  readonly acts: readonly ActFace[];
}

/** A line of a log. */
export interface LogEntry {
  /** Counts the log's lines from 1. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly modem: string;
  /** `>` the host, `<` the modem, `>>` and `<<` raw bytes, `#` a note, `!` the modem on its own. */
  readonly sign: string;
  readonly text: string;
  /** What it means, in words. */
  readonly tells: string;
}

/** The newest lines, oldest first, and how many there were. */
export interface Log {
  readonly count: number;
  readonly entries: readonly LogEntry[];
}

/** The broker that all modems are behind. */
export interface BrokerFace {
  /** Its address, with nothing secret in it. */
  readonly where: string;
  readonly connection: Connection;
  /** Why it is away. */
  readonly problem?: string;
}

/** Everything that a dashboard shows, as plain data: it crosses the wire as JSON. */
export interface Board {
  /** False while the page can't reach its server. */
  readonly isLinked: boolean;
  /** Where modems are watched through one. It carries what they say on their own, but not the conversation with them. */
  readonly broker?: BrokerFace;
  /** Whether modems may be restarted, and sent raw commands, from the page. */
  readonly mayAct: boolean;
  readonly modems: readonly ModemFace[];
  readonly urcs: Log;
  readonly trace: Log;
}
