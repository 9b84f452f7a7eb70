/** A setting that a check-up reads, and what is wrong where it has another value than it should. */
export interface SettingCheck {
  /** The check: `flow`, `sleep`, `radio`, `urcs`. */
  readonly name: string;
  /** The line that reads it: `AT+IFC?`. A modem that refuses it passes. */
  readonly read: string;
  /** Whether this is right: what stands behind the header of the answer, `0,0`. */
  readonly isRight: (value: string) => boolean;
  /** What is wrong otherwise. */
  readonly seen: string;
  /** What to do then. */
  readonly advice: string;
  /** The line that sets it right, where that does no harm. */
  readonly fix?: string;
}

/** A service whose commands are asked for, and what costs nothing is tried. */
export interface ServiceCheck {
  /** The check: `http`, `tls`, `ftp`, `sockets`, `messages`. */
  readonly name: string;
  /** A test form: firmware that has the service answers `OK`. */
  readonly test: string;
  /** What the firmware lacks where it refuses. */
  readonly lacks: string;
  /** What to do then. */
  readonly advice: string;
  /** Opens the service and closes it, without a connection: `AT+HTTPINIT`, `AT+HTTPTERM`. Tried only with a bearer. */
  readonly trial?: { readonly open: string; readonly close: string };
}

/** A setting that the library changes: it is read before, and put back after. */
export interface KeptSetting {
  /** The line that reads it. */
  readonly read: string;
  /** The lines that put an answer back. Default: `AT+NAME=value` for each `+NAME: value`. */
  readonly restore?: (answer: readonly string[]) => readonly string[];
  /**
   * True for the access point where its answer is masked in recordings: it is put back whenever the doctor was given an access
   * point, changed or not, so that a recording plays.
   */
  readonly isMaskedAccess?: boolean;
}

/** What a check-up asks of a family: lines and words as data. */
export interface CheckupDialect {
  /** Below this the modem may restart when it sends. */
  readonly minMilliVolts: number;
  readonly settings: readonly SettingCheck[];
  readonly services: readonly ServiceCheck[];
  readonly kept: readonly KeptSetting[];
  /** The lines that set the rate of the port, and that store it. */
  readonly baud: { readonly set: (baudRate: number) => string; readonly save: string };
}
