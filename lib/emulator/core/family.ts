import type { circuitRegistrationChanged } from '../../families/standard/networkUrcs';
import type { UrcDefinition } from '../../grammar/urc';
import type { EmulatedCall } from '../network/emulatedCall';
import type { Moment } from '../clock/moment';
import type { Disk } from './fileStore';
import type { OriginFailureKind } from '../origins/origin';

type RegistrationUrc = typeof circuitRegistrationChanged;

/** Identity of the modem. */
interface Identity {
  readonly manufacturer: string;
  readonly model: string;
  readonly revision: string;
  readonly imei: string;
  readonly imsi: string;
  readonly iccid: string;
  readonly operator: string;
  readonly operatorShort: string;
  /** Access technology in `AT+COPS?`; `undefined` if it prints none (27.007 § 7.3). */
  readonly technology: number | undefined;
  /** The lines of `ATI`. */
  readonly information: readonly string[];
  /** The answer of `AT+GMR`. */
  readonly productRevision: string;
  /** Its address on the packet network. */
  readonly address: string;
}

/** How a family multiplexes its port (27.010). */
export interface MuxFacts {
  /** Longest data of a frame, N1, unless the host agrees on less. */
  readonly maxFrameBytes: number;
  readonly channels: number;
  /** Whether `AT+CMUX` takes more than the mode. */
  readonly takesParameters: boolean;
  /** Whether MSC follows each UA. */
  readonly saysStatus: boolean;
  /** What it sends on leaving: an answer, or the head of a frame that never ends. */
  readonly exit: 'answer' | 'header';
  /** The channel that carries URCs, by the settings; a number below 1 if it is none of them. */
  readonly urcsOn: (settings: ReadonlyMap<string, string>) => number | 'all';
}

/** How a family handles messages. */
export interface MessageFacts {
  /** The storages that `AT+CPMS` takes to read, to write and to receive. */
  readonly stores: readonly [read: readonly string[], write: readonly string[], receive: readonly string[]];
  /** Places in the modem's own memory, ME. */
  readonly memoryPlaces: number;
  /** Where `+CDSI` reports go; `undefined`: where messages are received. */
  readonly reportStore: string | undefined;
  /** Whether `AT+CNMI` refuses what needs another mode: message 3 and report 1 need mode 1, message 2 needs mode 1 or 2. */
  readonly checksMode: boolean;
  /** Lines that it says when no place is free. */
  readonly fullLines: readonly string[];
  /** Whether `AT+CMGD=?` lists the places that are used, or all. */
  readonly listsUsed: boolean;
  /** Parts into which it splits a long text of text mode; 1: it refuses one. */
  readonly maxTextParts: number;
  /** The routes that `AT+CGSMS` sets, by the one that was asked for. */
  readonly routes: readonly number[];
  /** The route at start. */
  readonly route: number;
}

/** How a family handles calls. */
export interface CallFacts {
  /** Whether `VOICE CALL: BEGIN` and `VOICE CALL: END` report a connected call; otherwise its end is `NO CARRIER`. */
  readonly saysVoiceCall: boolean;
  /** What it says of an incoming call that nobody answered. */
  readonly missed: 'NO CARRIER' | 'MISSED_CALL' | 'nothing';
  /** The answer to `ATO` without a connection. */
  readonly withoutCall: 'ERROR' | 'NO CARRIER';
  readonly ringEveryMs: number;
  /** The fields of `+CLIP`. */
  readonly callerId: (number: string, type: number, name: string) => string;
  /** How DTMF keys are reported; `asked` is the setting that must be 1 for it, if any. */
  readonly tones: { readonly asked?: string; readonly urc: UrcDefinition<{ readonly key: string }> };
  /** A report of each change of a call besides `+CLCC`: its setting, and its line. */
  readonly changes?: {
    readonly asked: string;
    readonly line: (call: Pick<EmulatedCall, 'id' | 'direction' | 'number'>, state: number) => string;
  };
  /** `AT+CVHU` at start: with 1 `ATH` ends no call. */
  readonly hangUpControl: '0' | '1';
}

/** How a family keeps and takes the time. */
export interface ClockFacts {
  /** What a clock shows that was never set. */
  readonly unset: string;
  /** Whether `AT+CCLK?` shows UTC, with the zone behind it. */
  readonly isUtc: (settings: ReadonlyMap<string, string>) => boolean;
  /** Whether the network's time sets the clock, by the settings. */
  readonly takesNetworkTime: (settings: ReadonlyMap<string, string>) => boolean;
  /** Lines that report the network's time, by the settings. */
  readonly reports: (settings: ReadonlyMap<string, string>, time: Moment) => readonly string[];
}

/** Facts of a modem family. */
export interface FamilyFacts {
  readonly name: string;
  readonly identity: Identity;
  /** The highest number of a PDP context. */
  readonly maxContexts: number;
  /** The highest `<mode>` and `<ds>` of `AT+CNMI`. */
  readonly maxIndications: { readonly mode: number; readonly report: number };
  /** How it handles messages. */
  readonly messages: MessageFacts;
  /** Changes of level that `AT+CFUN` refuses. */
  readonly refusedLevels: readonly (readonly [from: number, to: number])[];
  /** Levels that `AT+CFUN` accepts. */
  readonly levels: readonly number[];
  /** Its boot URCs; `card` is the state of the SIM, `level` that of AT+CFUN. */
  readonly boot: (card: string, level: number) => readonly string[];
  /** The state of a missing SIM in `+CPIN`. */
  readonly noCard: string;
  /** Whether a restart loads what AT&W stored; otherwise ATZ does (A76XX AT manual V1.09 pages 59–60). */
  readonly loadsProfile: boolean;
  /** Settings that are stored as they are set. */
  readonly savedAtOnce: readonly string[];
  /** `AT+CGPADDR` prints addresses in quotes. */
  readonly quotesAddresses?: true;
  /** Its file system. */
  readonly disk: Disk;
  /** Factory value of `AT+CMEE`. */
  readonly errorReports: 0 | 1 | 2;
  /** Longest command line, `AT` not counted. */
  readonly maxLineChars: number;
  /** Its result codes for failures on the way to a server. */
  readonly failureCodes: Readonly<Record<OriginFailureKind, number>>;
  /** Answers to `=?`, by name; a name that is missing answers OK alone. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
  /** URCs that report a change of the registration. */
  readonly registrationUrcs: readonly RegistrationUrc[];
  /** How it handles calls. */
  readonly calls: CallFacts;
  /** Whether blanks stand behind the commas of `+CUSD`. */
  readonly spacesUssd: boolean;
  /** Lines that it says when the network takes the bearer away. */
  readonly bearerLost: readonly string[];
  /** Lines that it says when the network closes the context of its open TCP/IP stack. */
  readonly socketsLost: readonly string[];
  readonly mux: MuxFacts;
  readonly clock: ClockFacts;
}
