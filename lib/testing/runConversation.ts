import { merge, Observable, timer } from 'rxjs';
import { sim800 } from '../families/sim800/sim800';
import type { Profile } from '../dialects/profile';
import { Player } from '../recording/player';
import { conversation } from '../recording/recordedConversation';
import type { Port } from '../wire/transport';
import { assertDeepEqual } from './assertDeepEqual';
import { type ModemTest, runModem, type RunOptions } from './runModem';

const PLAYING = { name: 'conversation', speed: 1 };
const NOTHING = { turns: [], goneAfterMs: undefined };

const bringUpOf = ({ attention, bringUp }: Profile): string =>
  [attention, ...bringUp].map(({ text }) => `> ${text}\n< OK`).join('\n');

/**
 * Runs a marble test against a modem that says just what is written, when its host says just that. Bringing the modem up
 * goes without saying: the conversation, and the test's time, begin behind it.
 *
 *     runConversation(`
 *       10ms < RING
 *       20ms < +CREG: 1`, (modem, expectObservable) =>
 *       expectObservable(modem.urcs.pipe(ofUrc(commands.ring), map(() => 'r'))).toBe('10ms r'));
 *
 * Fails with `off-script` where the host says something else, or not all of it.
 */
export const runConversation = (script: string, test: ModemTest, options: RunOptions = {}): void => {
  const { profile = sim800, assertDeepEqual: assert = assertDeepEqual } = options;
  const before = new Player(conversation(bringUpOf(profile)).openings[0] ?? NOTHING, PLAYING);
  const player = new Player(conversation(script).openings[0] ?? NOTHING, PLAYING);
  let current = before;
  const transport = new Observable<Port>((host) => {
    const write: Port['write'] = (bytes) =>
      new Observable((done) => {
        current.hear(bytes);
        done.complete();
      });
    host.next({ name: PLAYING.name, incoming: merge(before.said, player.said), write });
    return () => player.stop();
  });
  const withCheck = (actual: unknown, expected: unknown): void => {
    player.check();
    assert(actual, expected);
  };
  runModem(
    transport,
    (modem, expectObservable, helpers) => {
      current = player;
      test(modem, expectObservable, helpers);
      // Behind those who subscribe at the start.
      timer(0).subscribe(() => player.begin());
    },
    { ...options, assertDeepEqual: withCheck },
  );
  player.check();
};
