import type { Handler } from '../../../core/handler';
import { a7600DataHandlers } from './a7600DataHandlers';
import { a7600LinkHandlers } from './a7600LinkHandlers';
import { a7600NetHandlers } from './a7600NetHandlers';
import { a7600PeerHandlers } from './a7600PeerHandlers';
import { a7600TlsSocketHandlers } from './a7600TlsSocketHandlers';

/** The A76XX's and SIM7600's sockets: ten connections, and two for TLS. */
export const a7600SocketHandlers: readonly Handler[] = [
  ...a7600NetHandlers,
  ...a7600LinkHandlers,
  ...a7600DataHandlers,
  ...a7600PeerHandlers,
  ...a7600TlsSocketHandlers,
];
