/** What can go wrong on the way to a server. */
export type OriginFailureKind = 'dns' | 'connect' | 'network' | 'timeout' | 'tls' | 'closed';

/**
 * Tells an origin's failure to the virtual modem, which turns it into its family's own code. It never leaves the emulator.
 *
 *     throwError(() => new OriginFailure('dns'))     SIM800 603, A7600 713
 */
export class OriginFailure extends Error {
  override readonly name = 'OriginFailure';

  constructor(readonly kind: OriginFailureKind) {
    super(`the simulated network failed: ${kind}`);
  }
}
