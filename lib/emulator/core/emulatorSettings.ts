import type { GivenPhonebooks } from '../card/card';
import type { Callees } from '../network/callee';
import type { GnssPoint } from '../gnss/gnssPoint';
import type { UssdService } from '../network/ussdService';
import type { Fault } from '../faults/catalogue';

/**
 * Settings of a virtual modem: its line, its SIM, its network, its limits. `faults` holds what goes wrong.
 */
export interface EmulatorSettings {
  /** Faults, and quirks of its firmware. All of them apply. */
  readonly faults: readonly Fault[];
  /** Paces the output as a line of this rate does, 10 bits a byte. 0: no pacing. */
  readonly baud: number;
  /**
   * The rate of its port; 0: it finds the host’s by itself. A host that opens the port at another rate hears noise, and so does
   * the modem. `AT+IPR` changes it. `undefined`: any rate works.
   */
  readonly portBaud: number | undefined;
  /** Milliseconds between sending a byte and its arrival. 0: at once, inside the call that wrote the command. */
  readonly latencyMs: number;
  /** Milliseconds that a request takes in addition to its origin. */
  readonly resultDelayMs: number;
  /** Whether opening the port starts the modem, which then sends its boot URCs. */
  readonly bootOnOpen: boolean;
  /** Milliseconds from a restart to the boot URCs. The modem neither receives nor sends meanwhile. */
  readonly bootMs: number;
  /** Whether it sends boot URCs; a SIM800 with autobaud does not (AT manual V1.09 pages 54–55). */
  readonly bootUrcs: boolean;
  /** When `OK` answers a command that restarts: at once, after the boot URCs, or never. All three are observed. */
  readonly restartOk: 'at-once' | 'after' | 'never';
  /** Bearer 1 (SIM800) or context 1 (A76XX) is open at start. */
  readonly bearerOpen: boolean;
  /** An HTTP session is open at start, left by an earlier host. */
  readonly httpOpen: boolean;
  /** Where an earlier host left the port: at the command line, at the prompt of a message, or in a transparent connection. */
  readonly leftIn: 'command' | 'prompt' | 'data';
  /** Whether it gives result codes (`ATQ0`), and in words (`ATV1`), at start. */
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** The port carries frames at start: an earlier host left the modem in the multiplexer. */
  readonly muxOpen: boolean;
  /** SIM800: the `<maxlength>` of each `+FTPPUT: 1,1,<maxlength>` in order; the last one repeats. */
  readonly ftpMaxLengths: readonly number[];
  /** SIM800: limit in bytes of what one `FTPPUT=2,n` is granted. */
  readonly ftpGrantBytes: number;
  /** SIM800: limit in bytes of what one `FTPGET=2,n` returns. */
  readonly ftpWindowBytes: number;
  /** SIM800: with n, every nth `FTPGET=2` finds no data although more follows. 0: never. */
  readonly ftpEmptyEvery: number;
  /** SIM800: milliseconds between repeats of `+FTPGET: 1,1` while the host does not read, and until the session ends with 64. */
  readonly ftpRepeatMs: number;
  readonly ftpUnreadMs: number;
  /** SIM800: milliseconds that the server takes to store an upload, before the final `+FTPPUT: 1,0`. */
  readonly ftpFinalMs: number;
  /**
   * The answer of `AT+CPIN?`: `READY`, `SIM PIN`, `SIM PUK`; `absent` for no SIM, `busy` and `failure` for one that can't be
   * read yet.
   */
  readonly sim: string;
  /** The PIN that unlocks the SIM. */
  readonly pin: string;
  /** The PUK that unblocks the SIM, with a new PIN: `AT+CPIN="12345678","4321"`. */
  readonly puk: string;
  /** The number of the SIM in its network, with `+` in front if it is international. */
  readonly number: string;
  /** Places for messages on the SIM. */
  readonly simPlaces: number;
  /** Places for messages in the modem. Default: those of the family. */
  readonly memoryPlaces: number | undefined;
  /** Milliseconds that sending a message takes, and more if the link for messages is not open (`AT+CMMS` keeps it open). */
  readonly smsSendMs: number;
  readonly smsLinkMs: number;
  /** What becomes of a flash message (class 0) that `AT+CNMI` does not forward: shown by `+CMT`, stored, or dropped. All are observed. */
  readonly flashSms: 'shown' | 'stored' | 'dropped';
  /** Registration at start: 1 home, 2 searching, 5 roaming. */
  readonly registration: number;
  /** Registration for calls, if it differs (a SIM for data only). */
  readonly circuit: number | undefined;
  /** Signal strength in `AT+CSQ`: 0–31, 99 unknown. */
  readonly rssi: number;
  /** What `AT+CBC` reads. Default: what the family has on a good supply. */
  readonly milliVolts: number | undefined;
  /** Whether an A76XX camps on a system; otherwise `AT+CPSI?` prints NO SERVICE. */
  readonly service: boolean;
  /** The access points that the network accepts; empty: any. It refuses others after a few seconds. An empty APN is always accepted. */
  readonly apns: readonly string[];
  /** Whether the network refuses an empty APN, too. */
  readonly needsApn: boolean;
  /** The USSD service of its network: answers by code. An unknown code is not supported (4). */
  readonly ussd: UssdService;
  /** How its firmware prints USSD texts and wants codes: as they are, as packed septets, or as UCS-2 (both hexadecimal). */
  readonly ussdForm: 'plain' | 'packed' | 'ucs2';
  /** Milliseconds until the network answers a code. */
  readonly ussdMs: number;
  /** Whether `+CUSD` comes before the `OK` of the code. */
  readonly ussdEarly: boolean;
  /** Entries of its phonebooks: `{ SM: [{ index: 1, number: '+15550100', name: 'Ann' }] }`. */
  readonly phonebooks: GivenPhonebooks;
  /** The phones outside that it can call, by number. Others ring 10 s and are then not reached. */
  readonly callees: Callees;
  /** Milliseconds from `RING` to `+CLIP`. */
  readonly clipMs: number;
  /** Whether no `+CLIP` follows a `RING`, although `AT+CLIP=1` asked for it. */
  readonly clipMissing: boolean;
  /** Milliseconds until a new call is in the list of `AT+CLCC`. */
  readonly callListMs: number;
  /** A76XX: IMS is on, so USSD is refused (AT manual V1.09 pages 86–89). */
  readonly ims: boolean;
  /** Whether URCs report changes of the environment. A SIM800 with autobaud omits some. */
  readonly saysChanges: boolean;
  /** Its clock at start, ISO 8601 with the zone: `2026-05-17T09:30:00+02:00`. Default `2024-05-17T09:30:00+02:00`; empty is a clock that was never set. */
  readonly clock: string;
  /** The time that its network sends when it registers, likewise. Default: empty, the network sends none. */
  readonly networkTime: string;
  /** The positions that its receiver of satellites finds, one a second, the last one again and again; empty: none yet. Default: it has no receiver. */
  readonly gnss: readonly GnssPoint[] | undefined;
  /** Milliseconds until the receiver finds the first of them. */
  readonly gnssFixMs: number;
  /** Time servers (NTP), by host: their time, likewise, or an empty text where one does not answer. `*` is any other host. */
  readonly ntp: Readonly<Record<string, string>>;
  /** Changes of the environment, `afterMs` after the port first opens: `[{ afterMs: 25_000, sim: 'READY' }]`. */
  readonly becomes: readonly (Partial<Environment> & { readonly afterMs: number })[];
}

/** The settings that may change while the modem runs. */
export type Environment = Pick<EmulatorSettings, 'sim' | 'registration' | 'circuit' | 'rssi' | 'service'>;

/** A modem with nothing wrong: echo on, SIM ready, registered, attached. */
export const DEFAULT_SETTINGS: EmulatorSettings = Object.freeze({
  faults: [],
  baud: 0,
  portBaud: undefined,
  latencyMs: 1,
  resultDelayMs: 0,
  bootOnOpen: false,
  bootMs: 0,
  bootUrcs: true,
  restartOk: 'at-once',
  bearerOpen: false,
  httpOpen: false,
  muxOpen: false,
  leftIn: 'command',
  quiet: false,
  verbose: true,
  ftpMaxLengths: [1_360],
  ftpGrantBytes: 1_460,
  ftpWindowBytes: 1_460,
  ftpEmptyEvery: 0,
  ftpRepeatMs: 5_000,
  ftpUnreadMs: 75_000,
  ftpFinalMs: 0,
  sim: 'READY',
  pin: '1234',
  puk: '12345678',
  number: '+8613900000000',
  simPlaces: 50,
  memoryPlaces: undefined,
  smsSendMs: 0,
  smsLinkMs: 0,
  flashSms: 'shown',
  registration: 1,
  circuit: undefined,
  rssi: 20,
  service: true,
  milliVolts: undefined,
  apns: [],
  needsApn: false,
  ussd: Object.freeze({}),
  ussdForm: 'plain',
  ussdMs: 0,
  ussdEarly: false,
  phonebooks: Object.freeze({}),
  callees: Object.freeze({}),
  clipMs: 0,
  clipMissing: false,
  callListMs: 0,
  ims: false,
  saysChanges: true,
  clock: '2024-05-17T09:30:00+02:00',
  networkTime: '',
  gnss: undefined,
  gnssFixMs: 0,
  ntp: Object.freeze({}),
  becomes: [],
});
