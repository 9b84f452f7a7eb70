/** What a code blames, for those who decide what follows: another try, another modem, an exit code. */
export type CodeCause =
  /** The name could not be resolved. */
  | 'name'
  /** No connection to the server. */
  | 'connection'
  | 'tls'
  /** A certificate is missing or was not accepted. */
  | 'certificate'
  /** The server took too long. */
  | 'time'
  /** The connection was lost while something was sent or received. */
  | 'lost'
  /** No bearer or context, not registered. */
  | 'network'
  /** The service or the stack of the modem is busy, or in the wrong state. */
  | 'busy'
  | 'parameter'
  | 'login'
  /** The file or directory is not there. */
  | 'missing'
  /** The modem has no room. */
  | 'room'
  | 'unknown';

/**
 * What a code of a family means. A family whose codes are not those of the library's tables brings its own rows; they travel
 * with the reason, so that nothing else must know the family.
 */
export interface CodeRow {
  readonly means: string;
  /** What to do next. */
  readonly look: string;
  /** Whether another try may help. */
  readonly transient: boolean;
  readonly cause: CodeCause;
  /**
   * True where a bearer that looks open and carries nothing may say this, too: behind the second such failure in a row it is
   * closed and opened again. Not needed for the cause `network`, which says so at once.
   */
  readonly mayBeNetwork?: true;
}

/** A family's codes of one kind, by number. */
export type CodeTable = Readonly<Record<number, CodeRow>>;

/** Causes that say that the server can't have got the request. */
const BEFORE: ReadonlySet<CodeCause> = new Set<CodeCause>([
  ...(['name', 'connection', 'tls', 'certificate', 'busy', 'parameter'] as const),
]);

/** Whether a code says that the server can't have got what was asked for. */
export const isBeforeServer = ({ cause }: CodeRow): boolean => BEFORE.has(cause);
