import type { ModemError } from 'rxmodem';

/** What a verb had done when its output failed. */
interface WhatIsDone {
  /** A clause: `the message was sent`. */
  readonly done?: string;
  /** True if the work was stopped midway: what it sent may have been done. */
  readonly mayBeDone?: boolean;
}

/** Failures of the command itself, in which no modem takes part. */
export type CliProblem =
  /** The output could not be written. */
  | ({ readonly kind: 'output'; readonly where: string; readonly problem: string } & WhatIsDone)
  /** The input could not be read. */
  | { readonly kind: 'input'; readonly where: string; readonly problem: string }
  /** Servers redirect without end. */
  | { readonly kind: 'redirects'; readonly max: number }
  /** The reader closed the pipe. */
  | ({ readonly kind: 'reader-gone' } & WhatIsDone)
  /** A wrong or missing argument or option. */
  | { readonly kind: 'usage'; readonly message: string }
  /** A URL without a scheme, and the same URL with one. */
  | { readonly kind: 'url'; readonly instead: string }
  /** A failure of the modem that has an exit code of its own in this verb. */
  | {
      readonly kind: 'modem';
      readonly error: ModemError;
      readonly exit: number;
      /** Words in front of the error's own. */
      readonly prefix?: string;
    }
  /** The report on a message is bad, or did not come. */
  | { readonly kind: 'report'; readonly message: string; readonly exit: number }
  /** No message lies in these places. */
  | { readonly kind: 'no-message'; readonly where: string }
  /** A host did not answer any echo request. */
  | { readonly kind: 'no-answer'; readonly host: string; readonly sent: number }
  /** The network asks, and no reply was given. */
  | { readonly kind: 'no-reply' }
  /** The network refused a code or a call. */
  | { readonly kind: 'refused-by-network'; readonly message: string }
  /** What the clock of the modem shows is no time. */
  | { readonly kind: 'clock-not-set' }
  /** The modem has no such file, directory or certificate. */
  | { readonly kind: 'no-file'; readonly name: string; readonly seen: string }
  /** The doctor found something. */
  | { readonly kind: 'attention'; readonly message: string }
  /** No profile fits the modem. */
  | { readonly kind: 'unknown-model'; readonly model: string };

/** A failure of the command itself. A failure of the modem is a `ModemError`. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(readonly problem: CliProblem) {
    super(problem.kind);
  }
}
