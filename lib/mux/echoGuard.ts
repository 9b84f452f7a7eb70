import type { Frame } from './frames/frame';

/** Frames that are kept to be compared, until the modem's own C/R bit is known. */
const KEPT = 16;

/**
 * Tells a frame of the modem from the echo of ours: a modem that has fallen back to AT echoes what it hears, and the echo of a
 * frame is a frame. The side that entered sets C/R in what it says, the modem clears it (27.010 § 5.2.1.2); what this modem
 * does is learned from the first data frame that is none of ours.
 */
export class EchoGuard {
  private readonly said: string[] = [];
  private modemSets: boolean | undefined;

  /** A frame was said. */
  say(frame: Frame): void {
    if (this.modemSets === undefined) this.said.push(keyOf(frame));
    if (this.said.length > KEPT) this.said.shift();
  }

  isEcho(frame: Frame): boolean {
    const { type, command } = frame;
    if (type === 'sabm' || type === 'disc') return command;
    if (type === 'ua' || type === 'dm') return false;
    if (this.modemSets === undefined) {
      if (this.said.includes(keyOf(frame))) return true;
      this.modemSets = command;
    }
    return command && !this.modemSets;
  }
}

const keyOf = ({ channel, type, command, bytes }: Frame): string =>
  `${type} ${channel} ${command} ${bytes.join()}`;
