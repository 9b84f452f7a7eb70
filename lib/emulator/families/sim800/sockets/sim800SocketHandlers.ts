import type { Handler } from '../../../core/handler';
import { sim800DataHandlers } from './sim800DataHandlers';
import { sim800LinkHandlers } from './sim800LinkHandlers';
import { sim800PeerHandlers } from './sim800PeerHandlers';
import { sim800SocketSettings } from './sim800SocketSettings';
import { sim800StackHandlers } from './sim800StackHandlers';

/** The SIM800's own IP stack: six connections, or one. */
export const sim800SocketHandlers: readonly Handler[] = [
  ...sim800StackHandlers,
  ...sim800LinkHandlers,
  ...sim800DataHandlers,
  ...sim800PeerHandlers,
  ...sim800SocketSettings,
];
