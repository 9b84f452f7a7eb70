import type { MuxDialect } from '../../../dialects/muxDialect';
import { multiplexer } from '../../standard/muxCommands';

/**
 * Four channels, 127 bytes a frame, as drivers use it on EC2x and BG9x. A BG9x reads no frame in the first 300 ms behind its `OK`
 * (observed), and a BG96 may stay in the multiplexer until it restarts.
 */
export const quectelMux: MuxDialect = Object.freeze({
  enter: multiplexer({ mode: 0, subset: 0, speed: 5, maxFrameBytes: 127 }),
  maxFrameBytes: 127,
  channels: 4,
  settleMs: 300,
});
