import type { MuxDialect } from '../../../dialects/muxDialect';
import { multiplexer } from '../../standard/muxCommands';

/** Four channels, 127 bytes a frame; URCs come on every channel that is open (SIM800 AT manual V1.09 pages 96–97). */
export const sim800Mux: MuxDialect = Object.freeze({
  enter: multiplexer({ mode: 0 }),
  maxFrameBytes: 127,
  channels: 4,
});
