import {
  catchError,
  exhaustMap,
  filter,
  map,
  merge,
  type Observable,
  of,
  scan,
  share,
  Subject,
  take,
  tap,
} from 'rxjs';
import type { UssdAnswer, UssdReply } from 'rxmodem';
import type { UssdFace, UssdLine } from '../model/board';
import type { News } from '../model/news';
import type { Coded } from '../model/orders';
import { problemOf } from '../model/problemOf';

/** Sends a code; gives replies to what the network asks. */
export type Ask = (code: string, reply: UssdReply) => Observable<UssdAnswer>;

/** How many lines of a session are kept. */
const MAX_LINES = 12;

/**
 * USSD sessions of a modem: the first code begins one, further ones reply while the network asks.
 *
 *     codes    *123#--------2------
 *     news     w----a-------w---o        waiting   asks   waiting   over
 */
export const ussdNews = (modem: string, codes: Observable<Coded>, ask: Ask): Observable<News> =>
  codes.pipe(
    filter((coded) => coded.modem === modem),
    map(({ code }) => code),
    share(),
    (own) => own.pipe(exhaustMap((code) => session(code, own, ask))),
    map((ussd): News => ({ kind: 'ussd', modem, ussd })),
  );

const session = (code: string, codes: Observable<string>, ask: Ask): Observable<UssdFace> => {
  const sent = new Subject<string>();
  const replied: UssdReply = () =>
    codes.pipe(
      take(1),
      tap((reply) => sent.next(reply)),
    );
  const answers = ask(code, replied).pipe(
    map(({ text, state }): Step => ({ isSent: false, text: text || WORDS[state], isOver: state !== 'asks' })),
  );
  const replies = sent.pipe(map((text): Step => ({ isSent: true, text, isOver: false })));
  const first: UssdFace = { state: 'waiting', lines: [{ isSent: true, text: code }] };
  let last = first;
  return merge(
    of(first),
    merge(replies, answers.pipe(tap({ finalize: () => sent.complete() }))).pipe(
      scan(stepped, first),
      tap((face) => (last = face)),
      catchError((error: unknown) => of<UssdFace>({ ...last, state: 'over', problem: problemOf(error) })),
    ),
  );
};

interface Step extends UssdLine {
  readonly isOver: boolean;
}

const stepped = ({ lines }: UssdFace, { isSent, text, isOver }: Step): UssdFace => ({
  state: isSent ? 'waiting' : isOver ? 'over' : 'asks',
  lines: [...lines, { isSent, text }].slice(-MAX_LINES),
});

const WORDS: Readonly<Record<UssdAnswer['state'], string>> = {
  done: 'Done.',
  asks: 'A reply is wanted.',
  terminated: 'The network ended the session.',
  other: 'Another client has answered.',
  unsupported: 'The network does not know this code.',
  timeout: 'The network did not answer.',
};
