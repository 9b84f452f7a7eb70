import { joinBytes } from '../../operators/joinBytes';
import { controlBytes, controlMessage } from './frames/controlMessage';
import { frameBytes } from './frames/frameBytes';

const NONE = new Uint8Array(0);

/** CLD: closes the multiplexer and all its channels. */
const close = frameBytes({
  channel: 0,
  type: 'uih',
  command: true,
  poll: false,
  bytes: controlBytes(controlMessage('cld')),
});

/** DISC for each channel, the last first, and for the multiplexer itself: the way of modems that do not know CLD. */
const disconnects = (channels: number): Uint8Array =>
  joinBytes(
    Array.from({ length: channels + 1 }, (_, at) =>
      frameBytes({ channel: channels - at, type: 'disc', command: true, poll: true, bytes: NONE }),
    ),
  );

/** The frames that end the multiplexer. */
export const closings = Object.freeze({ close, disconnects });
