import { defer, Observable } from 'rxjs';
import { conversation } from './recordedConversation';
import { checkOptions, checkValue, is } from '../grammar/checkOptions';
import type { Port, Transport } from '../wire/transport';
import { Player } from './player';

/** How a recording is played back. */
export interface ReplayOptions {
  /** 1: in the time that it took; 10: ten times as fast; `Infinity`: without waiting. Default 1. */
  readonly speed?: number | undefined;
  /** What the port is called. Default `replay`. */
  readonly name?: string | undefined;
}

/**
 * Makes a transport of a recording, or of a conversation that somebody wrote: a modem that says just this, when its host
 * says just that.
 *
 *     openModem(replay(`
 *       > AT
 *       20ms < OK
 *       > ATE0
 *       …`), sim800)
 *
 * What follows a command is said once it was said, each piece after the time that is written before it. A masked command
 * stands for any that fits it, and its echo is what was said. A port that was opened several times plays one opening after
 * the other, and then the first again; one that went away goes away.
 *
 * Where the host says something else, writing and listening fail with `off-script`, which names the line and shows both.
 * Fails with `invalid-argument` where the text is no conversation.
 */
export const replay = (text: string, options: ReplayOptions = {}): Transport => {
  let opened = 0;
  return new Observable<Port>((host) => {
    checkValue(text, is.text, 'text');
    const { speed = 1, name = 'replay' } = checkOptions(options, { speed: is.factor, name: is.text });
    const { openings } = conversation(text);
    const opening = openings[opened % openings.length] ?? { turns: [], goneAfterMs: undefined };
    opened += 1;
    const player = new Player(opening, { name, speed });
    const incoming = new Observable<Uint8Array>((listener) => {
      const listening = player.said.subscribe(listener);
      player.begin();
      return listening;
    });
    const write = (bytes: Uint8Array): Observable<never> =>
      defer(() => {
        player.hear(bytes);
        return [];
      });
    host.next({ name, incoming, write, hasSteadyWindows: true });
    return () => player.stop();
  });
};
