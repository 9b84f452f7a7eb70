import type { Fault } from '../faults/catalogue';

/**
 * The circumstances that a virtual modem is in, as data: its line, its SIM, its network, what it grants. What is wrong with it
 * are its `faults`.
 */
export interface EmulatorSettings {
  /** What is wrong with it, or special about its firmware: they add up. */
  readonly faults: readonly Fault[];
  /** Paces the output as a line of this rate does, 10 bits a byte. 0: as fast as it goes. */
  readonly baud: number;
  /** Time between a byte that the modem says and its arrival. 0: at once, in the call that wrote the command. */
  readonly latencyMs: number;
  /** Time that a request takes, besides what its origin takes. */
  readonly resultDelayMs: number;
  /** Starts the modem when the port opens, and says its boot URCs. */
  readonly bootOnOpen: boolean;
  /** How long it neither hears nor says anything between a restart and its boot URCs. */
  readonly bootMs: number;
  /** Whether it tells its boot URCs; a SIM800 that finds the baud rate by itself does not (AT manual V1.09 pages 54–55). */
  readonly bootUrcs: boolean;
  /** When `OK` answers a command that restarts: at once, behind the boot URCs, or never. All three were seen. */
  readonly restartOk: 'at-once' | 'after' | 'never';
  /** Bearer 1 (SIM800) or context 1 (A76XX) is open at start. */
  readonly bearerOpen: boolean;
  /** An HTTP session is open at start: somebody else left it. */
  readonly httpOpen: boolean;
  /** The port carries frames at start: somebody left the modem in the multiplexer. */
  readonly muxOpen: boolean;
  /** SIM800: the `<maxlength>` that the modem grants an FTP upload each time; the last one goes on. */
  readonly ftpMaxLengths: readonly number[];
  /** SIM800: most bytes that one `FTPPUT=2,n` is granted, whatever it asks for. */
  readonly ftpGrantBytes: number;
  /** SIM800: most bytes that one `FTPGET=2,n` gives. */
  readonly ftpWindowBytes: number;
  /** SIM800: every so many-th `FTPGET=2,n` finds nothing, though more comes. 0: none. */
  readonly ftpEmptyEvery: number;
  /** SIM800: how often `+FTPGET: 1,1` is repeated while nobody reads, and how long until the session ends with 64. */
  readonly ftpRepeatMs: number;
  readonly ftpUnreadMs: number;
  /** SIM800: how long the server takes to store an upload: the final `+FTPPUT: 1,0` comes that late. */
  readonly ftpFinalMs: number;
  /**
   * What `AT+CPIN?` tells: `READY`, `SIM PIN`, `SIM PUK`; `absent` where there is no SIM, `busy` and `failure` where it can't be
   * read yet.
   */
  readonly sim: string;
  /** The PIN that a SIM that waits for one takes. */
  readonly pin: string;
  /** Registration at start: 1 home, 2 searching, 5 roaming. */
  readonly registration: number;
  /** Registration for calls, where it differs: that of a SIM for data only. */
  readonly circuit: number | undefined;
  /** What `AT+CSQ` tells: 0–31, 99 unknown. */
  readonly rssi: number;
  /** Whether an A76XX camps on a system; `AT+CPSI?` tells NO SERVICE where not. */
  readonly service: boolean;
  /** The access points that the network takes, after a while of trying; any where empty. None named is the network’s own. */
  readonly apns: readonly string[];
  /** Whether URCs tell what becomes. A SIM800 without a fixed baud rate keeps some of it to itself. */
  readonly saysChanges: boolean;
  /** What changes so long after the first opening of the port: `[{ afterMs: 25_000, sim: 'READY' }]`. */
  readonly becomes: readonly (Partial<Environment> & { readonly afterMs: number })[];
}

/** What around a virtual modem may change while it runs: they are the knobs of the same names. */
export type Environment = Pick<EmulatorSettings, 'sim' | 'registration' | 'circuit' | 'rssi' | 'service'>;

/** A modem with nothing wrong: echo on, SIM ready, registered, attached. */
export const DEFAULT_SETTINGS: EmulatorSettings = Object.freeze({
  faults: [],
  baud: 0,
  latencyMs: 1,
  resultDelayMs: 0,
  bootOnOpen: false,
  bootMs: 0,
  bootUrcs: true,
  restartOk: 'at-once',
  bearerOpen: false,
  httpOpen: false,
  muxOpen: false,
  ftpMaxLengths: [1_360],
  ftpGrantBytes: 1_460,
  ftpWindowBytes: 1_460,
  ftpEmptyEvery: 0,
  ftpRepeatMs: 5_000,
  ftpUnreadMs: 75_000,
  ftpFinalMs: 0,
  sim: 'READY',
  pin: '1234',
  registration: 1,
  circuit: undefined,
  rssi: 20,
  service: true,
  apns: [],
  saysChanges: true,
  becomes: [],
});
