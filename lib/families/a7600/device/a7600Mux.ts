import type { MuxDialect } from '../../../dialects/muxDialect';
import { multiplexer } from '../../standard/muxCommands';
import { reportPort } from './a7600DeviceCommands';

/** `AT+CATR` counts 1 UART, 2 USB modem port, 3 USB AT port, then the channels (A76XX AT manual V1.09 page 266). */
const BEFORE_CHANNELS = 3;

/** Four channels, 1,500 bytes a frame, and a channel of its own for URCs where it is asked for (pages 264–266). */
export const a7600Mux: MuxDialect = Object.freeze({
  enter: multiplexer({ mode: 0, subset: 0, speed: 5, maxFrameBytes: 1_500 }),
  maxFrameBytes: 1_500,
  channels: 4,
  urcsOn: (channel: number | 'all') =>
    reportPort({ port: channel === 'all' ? 0 : BEFORE_CHANNELS + channel }),
});
