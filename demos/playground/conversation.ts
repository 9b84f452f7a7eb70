import {
  animationFrameScheduler,
  bufferTime,
  filter,
  map,
  merge,
  type Observable,
  Subject,
  switchMap,
} from 'rxjs';
import type { Token, Traffic } from 'rxmodem';
import { tokenize } from 'rxmodem/operators';
import type { Desk } from './desk';
import { byId } from './part';
import { tokenLine } from './tokenLine';

/** What crosses the port of the page, and what it means. */
export interface Conversation {
  readonly crossed: (traffic: Traffic) => void;
  readonly tokens: Observable<Token>;
}

/** How many lines are kept. */
const MAX_LINES = 500;

/** Makes the conversation: the traffic of the modem, folded into tokens, a line for each. */
export const conversation = ({ modem }: Desk): Conversation => {
  const traffic = new Subject<Traffic>();
  const tokens = new Subject<Token>();
  // A new modem begins with nothing open.
  modem.pipe(switchMap(({ profile }) => traffic.pipe(tokenize(profile.vocabulary)))).subscribe(tokens);
  const written = traffic.pipe(filter((one) => one.kind === 'said' || one.kind === 'gave'));
  const list = byId('lines');
  merge(written.pipe(map(tokenLine.written)), tokens.pipe(map(tokenLine.token)))
    .pipe(
      bufferTime(0, animationFrameScheduler),
      filter((lines) => lines.length > 0),
    )
    .subscribe((lines) => {
      list.append(...lines.slice(-MAX_LINES));
      while (list.childElementCount > MAX_LINES) list.firstElementChild?.remove();
    });
  byId('clear').addEventListener('click', () => list.replaceChildren());
  return { crossed: (one) => traffic.next(one), tokens };
};
