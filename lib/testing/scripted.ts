import { concat, concatMap, defer, EMPTY, from, Observable, of, Subject, timer } from 'rxjs';
import { invalidArgument } from '../grammar/invalidArgument';
import { latin1 } from '../wire/latin1';
import type { Port, Transport } from '../wire/transport';
import { conversation, type Turn } from './conversation';
import { escapedText } from './escapedText';

const said = ({ afterMs, bytes }: Turn): Observable<Uint8Array> =>
  concat(afterMs > 0 ? timer(afterMs).pipe(concatMap(() => EMPTY)) : EMPTY, of(bytes));

/** Plays the modem's part of a conversation, and checks the host's. */
class Player {
  readonly spoken = new Subject<Observable<Uint8Array>>();
  private at = 0;
  private heard = '';

  constructor(private readonly turns: readonly Turn[]) {}

  hear(bytes: Uint8Array): void {
    this.heard += latin1(bytes);
    for (let turn = this.turns[this.at]; turn?.who === 'host'; turn = this.turns[this.at]) {
      const wanted = latin1(turn.bytes);
      const got = this.heard.slice(0, wanted.length);
      if (!wanted.startsWith(got))
        invalidArgument(
          'conversation',
          `it goes on with ${escapedText.write(wanted)}, and ${escapedText.write(this.heard)} was written`,
        );
      if (got.length < wanted.length) return;
      this.heard = this.heard.slice(wanted.length);
      this.at += 1;
      this.speak();
    }
    if (this.heard !== '')
      invalidArgument('conversation', `it has ended, and ${escapedText.write(this.heard)} was written`);
  }

  /** What the modem says up to the host's next turn. */
  speak(): void {
    const first = this.at;
    while (this.turns[this.at]?.who === 'modem') this.at += 1;
    const turns = this.turns.slice(first, this.at);
    if (turns.length > 0) this.spoken.next(from(turns).pipe(concatMap(said)));
  }
}

/**
 * Makes a transport of a written conversation: a modem that says just this, when its host says just that. For marble tests
 * of pipelines of one's own, in virtual time.
 *
 *     connect(scripted(`
 *       > AT
 *       < OK
 *       > ATE0
 *       < OK
 *       …`), sim800)
 *
 * A host that says something else meets an error `invalid-argument` that shows both.
 */
export const scripted = (script: string): Transport =>
  new Observable<Port>((subscriber) => {
    const player = new Player(conversation(script).turns);
    const incoming = new Observable<Uint8Array>((host) => {
      const speaking = player.spoken.pipe(concatMap((words) => words)).subscribe(host);
      player.speak();
      return speaking;
    });
    const write = (bytes: Uint8Array): Observable<never> =>
      defer(() => {
        player.hear(bytes);
        return EMPTY;
      });
    subscriber.next({ name: 'scripted', incoming, write });
  });
