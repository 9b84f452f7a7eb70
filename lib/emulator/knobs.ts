/** Where between the lines a URC may be put. None of them lies inside counted bytes. */
export type UrcPlace =
  'before-answer' | 'after-payload' | 'before-final' | 'after-final' | 'before-result' | 'after-result';

/** Bytes of one answer, counted from behind the echo; the first command line that starts with `command` is meant. */
export interface Stretch {
  /** How the command line starts, `AT` included: `AT+HTTPREAD`. */
  readonly command: string;
  /** How many bytes of the answer come through before it strikes. */
  readonly bytes: number;
}

/** What can be wrong with a modem or special about a firmware, as data. All are off by default. */
export interface Knobs {
  /** Cuts the output into pieces of so many bytes. */
  readonly pieces: { readonly least: number; readonly most: number; readonly seed?: number } | undefined;
  /** Paces the output as a line of this rate does, 10 bits a byte. 0: as fast as it goes. */
  readonly baud: number;
  /** Time between a byte that the modem says and its arrival. 0: at once, in the call that wrote the command. */
  readonly latencyMs: number;
  /** Time that a request takes, besides what its origin takes. */
  readonly resultDelayMs: number;
  /** Holds back every final result code. */
  readonly lateFinalMs: number;
  /** Puts URCs between the lines: all of them in turn, or with a seed one drawn at random, with this chance. */
  readonly urcs:
    | {
        readonly lines: readonly string[];
        readonly where: 'everywhere' | UrcPlace | readonly UrcPlace[];
        readonly seed?: number;
        readonly chance?: number;
      }
    | undefined;
  /** Echo at start. */
  readonly echo: boolean;
  /** How errors are told at start; the family's own where missing. */
  readonly errorReports: 0 | 1 | 2 | undefined;
  /** Sent on opening, before anything else. */
  readonly noise: Uint8Array | undefined;
  /** Starts the modem when the port opens, and says its boot URCs. */
  readonly bootOnOpen: boolean;
  /** How long it neither hears nor says anything between a restart and its boot URCs. */
  readonly bootMs: number;
  /** Whether it tells its boot URCs; a SIM800 that finds the baud rate by itself does not (AT manual V1.09 pages 54–55). */
  readonly bootUrcs: boolean;
  /** When `OK` answers a command that restarts: at once, behind the boot URCs, or never. All three were seen. */
  readonly restartOk: 'at-once' | 'after' | 'never';
  /** Ignores so many command lines, echo included: autobaud that was not trained. */
  readonly deaf: number;
  /** Never says anything. */
  readonly silent: boolean;
  /** `+HTTPACTION:0,200,5`, without the blank. */
  readonly tightColon: boolean;
  /** Longest block of an A76XX `HTTPREAD`. */
  readonly blockBytes: number;
  /** Whether CR LF stands between an A76XX block and the next header. */
  readonly blockBreaks: boolean;
  /** A stray `OK` behind an A76XX `+HTTPREAD: 0`. */
  readonly strayOkAfterRead: boolean;
  /** `+HTTP_PEER_CLOSED` behind an A76XX result. */
  readonly peerClosed: boolean;
  /** Bearer 1 (SIM800) or context 1 (A76XX) is open at start. */
  readonly bearerOpen: boolean;
  /** An HTTP session is open at start: somebody else left it. */
  readonly httpOpen: boolean;
  /** Codes that the first requests end with, before the network is asked: `[601, 601]`. */
  readonly results: readonly number[];
  /** The answer stops after so many bytes; the next command is answered again. */
  readonly stallAfter: Stretch | undefined;
  /** So many bytes of an answer are lost. */
  readonly loseBytes: (Stretch & { readonly count: number }) | undefined;
  /** One bit of so many bytes of an answer is flipped. */
  readonly flipBytes: (Stretch & { readonly count: number }) | undefined;
  /** The modem restarts in the middle of an answer: its boot URCs stand inside it. */
  readonly restartAfter: Stretch | undefined;
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
  /** SIM800: commands that this firmware does not have: `['FTPEXTGET', 'FTPSSL']`. */
  readonly ftpLacks: readonly string[];
  /** What `AT+CPIN?` tells: `READY`, `SIM PIN`, `SIM PUK`; `absent` where there is no SIM. */
  readonly sim: string;
  /** The PIN that a SIM that waits for one takes. */
  readonly pin: string;
  /** Registration at start: 1 home, 2 searching, 5 roaming. */
  readonly registration: number;
  /** What `AT+CSQ` tells: 0–31, 99 unknown. */
  readonly rssi: number;
}

/** A modem with nothing wrong: echo on, SIM ready, registered, attached. */
export const NO_KNOBS: Knobs = Object.freeze({
  pieces: undefined,
  baud: 0,
  latencyMs: 1,
  resultDelayMs: 0,
  lateFinalMs: 0,
  urcs: undefined,
  echo: true,
  errorReports: undefined,
  noise: undefined,
  bootOnOpen: false,
  bootMs: 0,
  bootUrcs: true,
  restartOk: 'at-once',
  deaf: 0,
  silent: false,
  tightColon: false,
  blockBytes: 1_024,
  blockBreaks: true,
  strayOkAfterRead: false,
  peerClosed: true,
  bearerOpen: false,
  httpOpen: false,
  results: [],
  stallAfter: undefined,
  loseBytes: undefined,
  flipBytes: undefined,
  restartAfter: undefined,
  ftpMaxLengths: [1_360],
  ftpGrantBytes: 1_460,
  ftpWindowBytes: 1_460,
  ftpEmptyEvery: 0,
  ftpRepeatMs: 5_000,
  ftpUnreadMs: 75_000,
  ftpFinalMs: 0,
  ftpLacks: [],
  sim: 'READY',
  pin: '1234',
  registration: 1,
  rssi: 20,
});
