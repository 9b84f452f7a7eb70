import type { Vocabulary } from '../grammar/vocabulary';
import type { circuitRegistrationChanged } from '../commands/networkUrcs';
import type { Handling } from './handler';
import type { OriginFailureKind } from './originFailure';

type RegistrationUrc = typeof circuitRegistrationChanged;

/** Who the modem says it is. */
export interface Identity {
  readonly manufacturer: string;
  readonly model: string;
  readonly revision: string;
  readonly imei: string;
  readonly imsi: string;
  readonly iccid: string;
  readonly operator: string;
  /** Its address on the packet network. */
  readonly address: string;
}

/** A modem family: its words and what it does on hearing them, as data. One file a family. */
export interface Family {
  readonly name: string;
  readonly identity: Identity;
  /** What it says when it starts. */
  readonly boot: readonly string[];
  /** Factory value of `AT+CMEE`. */
  readonly errorReports: 0 | 1 | 2;
  /** Longest command line, `AT` not counted. */
  readonly mostLineChars: number;
  /** Its own codes for what can go wrong on the way to a server. */
  readonly failureCodes: Readonly<Record<OriginFailureKind, number>>;
  readonly vocabulary: Vocabulary;
  readonly handlings: ReadonlyMap<unknown, Handling>;
  /** Answers to `=?` where the manuals give more than OK, by name. */
  readonly tests: Readonly<Record<string, readonly string[]>>;
  /** What tells that the registration changed. */
  readonly registrationUrcs: readonly RegistrationUrc[];
  /** Lines that it says when the network takes the bearer away. */
  readonly bearerLost: readonly string[];
}
