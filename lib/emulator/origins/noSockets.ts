import { defer, throwError } from 'rxjs';
import { SocketFailure, type SocketOrigin } from './socketOrigin';

const nothing = (kind: 'dns' | 'refused' | 'network') => () =>
  defer(() => throwError(() => new SocketFailure(kind)));

/** A network without peers: no name resolves, and no connection comes about. */
export const noSockets: SocketOrigin = Object.freeze({
  resolve: nothing('dns'),
  connect: nothing('refused'),
  bind: nothing('network'),
  listen: nothing('network'),
  ping: nothing('network'),
});
