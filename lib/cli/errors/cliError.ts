/** What can go wrong in the command itself, with no modem to blame. */
export type CliProblem =
  /** What came could not be written. */
  | { readonly kind: 'output'; readonly where: string; readonly problem: string }
  /** What was to be sent could not be read. */
  | { readonly kind: 'input'; readonly where: string; readonly problem: string }
  /** A server, or several, send on and on. */
  | { readonly kind: 'redirects'; readonly most: number }
  /** Whoever read the output has gone. */
  | { readonly kind: 'reader-gone' }
  /** An option's value, or the lack of one. */
  | { readonly kind: 'usage'; readonly message: string }
  /** A URL that lacks its scheme, and how it would be with one. */
  | { readonly kind: 'url'; readonly instead: string }
  /** No profile fits the modem. */
  | { readonly kind: 'unknown-model'; readonly model: string };

/** A failure of the command itself; what modems do wrong is a `ModemError`. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(readonly problem: CliProblem) {
    super(problem.kind);
  }
}
