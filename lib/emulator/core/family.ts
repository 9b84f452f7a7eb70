import type { circuitRegistrationChanged } from '../../families/standard/networkUrcs';
import type { Disk } from './fileStore';
import type { OriginFailureKind } from '../origins/origin';

type RegistrationUrc = typeof circuitRegistrationChanged;

/** Who the modem says it is. */
interface Identity {
  readonly manufacturer: string;
  readonly model: string;
  readonly revision: string;
  readonly imei: string;
  readonly imsi: string;
  readonly iccid: string;
  readonly operator: string;
  readonly operatorShort: string;
  /** Access technology that `AT+COPS?` tells, where it does (27.007 § 7.3). */
  readonly technology: number | undefined;
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
  /** What is said on leaving: an answer, or the head of a frame that never ends. */
  readonly exit: 'answer' | 'header';
  /** The channel that carries URCs, as the settings wish; none where it is no channel. */
  readonly urcsOn: (settings: ReadonlyMap<string, string>) => number | 'all';
}

/** A modem family's facts: what it is and how it speaks. */
export interface FamilyFacts {
  readonly name: string;
  readonly identity: Identity;
  /** Levels of functionality that it takes. */
  readonly levels: readonly number[];
  /** What it says when it starts, with this to tell of its SIM. */
  readonly boot: (card: string) => readonly string[];
  /** How it says that there is no SIM. */
  readonly noCard: string;
  /** Where it keeps files. */
  readonly disk: Disk;
  /** Factory value of `AT+CMEE`. */
  readonly errorReports: 0 | 1 | 2;
  /** Longest command line, `AT` not counted. */
  readonly maxLineChars: number;
  /** Its own codes for what can go wrong on the way to a server. */
  readonly failureCodes: Readonly<Record<OriginFailureKind, number>>;
  /** Answers to `=?` where the manuals give more than OK, by name. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
  /** What tells that the registration changed. */
  readonly registrationUrcs: readonly RegistrationUrc[];
  /** Lines that it says when the network takes the bearer away. */
  readonly bearerLost: readonly string[];
  readonly mux: MuxFacts;
}
