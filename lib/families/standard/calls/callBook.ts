import type { Call, CallCause, Calls, EndedCall } from '../../../dialects/modemStates';
import type { Values } from '../../../grammar/forms/shape';
import type { listedCall } from '../listedCall';

/** A call in a list of the modem (`+CLCC`). */
export type ListedCall = Values<typeof listedCall>;

/** What may happen to calls, whatever the words for it. */
export type CallNews =
  | { readonly kind: 'dialed'; readonly number: string }
  /** It rings here. */
  | { readonly kind: 'rings' }
  | { readonly kind: 'caller' | 'waiting'; readonly number: string; readonly name?: string | undefined }
  /** It rings at the other end. */
  | { readonly kind: 'alerting' }
  /** The call is connected: this side answered (`taken`), or the modem says so. */
  | { readonly kind: 'taken' | 'connected' }
  /** One line of a list that was asked for, and the end of that list. */
  | { readonly kind: 'listed'; readonly call: ListedCall }
  | { readonly kind: 'list-end' }
  /** A line of the list that the modem reports by itself. */
  | { readonly kind: 'reported'; readonly call: ListedCall }
  /** A call is over. Without a cause, its state decides it. */
  | { readonly kind: 'over'; readonly cause?: CallCause }
  | { readonly kind: 'missed'; readonly number?: string | undefined }
  /** This side wanted to answer, and the caller had gone. */
  | { readonly kind: 'gone' }
  /** This side hung up. */
  | { readonly kind: 'hung-up' }
  /** `AT+CHLD`: 0 ends what waits or is held, 1 ends what is active and takes the other, 2 changes over. */
  | { readonly kind: 'swapped'; readonly action: number }
  /** The modem restarted. */
  | { readonly kind: 'lost' };

/** A call with what tells whether it is still there. */
interface TrackedCall extends Call {
  /** Its number in the modem's list, as far as it was listed. */
  readonly id?: number;
  readonly wasAnswered: boolean;
  /** Whether the list that is being read has it. */
  readonly isInList: boolean;
  /** How many lists in a row did not have it. */
  readonly misses: number;
}

/** All calls of a modem: the state of the fold. */
export interface CallBook {
  readonly nextKey: number;
  readonly calls: readonly TrackedCall[];
  readonly ended: readonly EndedCall[];
}

export const noCalls: CallBook = Object.freeze({ nextKey: 1, calls: [], ended: [] });

/** What users see of the book. */
export const shownCalls = ({ calls, ended }: CallBook): Calls => ({
  current: calls.map(({ key, direction, state, number, name }) => ({
    ...{ key, direction, state },
    ...(number !== undefined && { number }),
    ...(name !== undefined && { name }),
  })),
  ended,
});

/**
 * One step of the fold over all that a modem says about its calls.
 *
 *     RING                    a call comes in
 *     +CLIP: "+49…",145       its number
 *     +CLCC … OK, without it  it may not be in the list yet: nothing happens
 *     ATA OK                  active
 *     NO CARRIER              ended, by the other side
 */
export const callStep = (book: CallBook, news: CallNews): CallBook => {
  switch (news.kind) {
    case 'dialed':
      return added(book, { direction: 'outgoing', state: 'dialing', number: news.number });
    case 'rings':
      return ringing(book) ? patched(book, ringing(book), { misses: 0 }) : added(book, RINGING);
    case 'caller':
      return named(book, news.number, news.name);
    case 'waiting':
      return added(book, { ...RINGING, state: 'waiting', ...known(news.number, news.name) });
    case 'alerting':
      return patched(book, first(book, 'dialing'), { state: 'alerting' });
    case 'taken':
      return patched(book, ringing(book), ACTIVE);
    case 'connected':
      return patched(book, first(book, 'alerting', 'dialing', 'incoming'), ACTIVE);
    case 'listed':
    case 'reported':
      return listed(book, news.call, news.kind === 'listed');
    case 'list-end':
      return withoutMissing(book);
    case 'over':
      return over(book, news.cause);
    case 'missed':
      return missed(book, news.number);
    case 'gone':
      return endAll(book, (call) => call === ringing(book), causeOf);
    case 'hung-up':
      return endAll(book, ({ state }) => state !== 'held' && state !== 'waiting', hungUpCause);
    case 'swapped':
      return swapped(book, news.action);
    case 'lost':
      return endAll(
        book,
        () => true,
        () => 'lost',
      );
  }
};

/** How many of the last ended calls are kept. */
const MAX_ENDED = 8;
/**
 * How many lists in a row may lack a call that is still there: a line of an answer may be damaged, and a new call is not in the
 * list at once.
 */
const MAX_MISSES = { listed: 1, unlisted: 5 };

const RINGING = { direction: 'incoming', state: 'incoming' } as const;
const ACTIVE = { state: 'active', wasAnswered: true } as const;

type Details = Pick<Partial<TrackedCall>, 'number' | 'name'>;

/** An empty number is one that is withheld. */
const known = (number: string | undefined, name: string | undefined): Details => ({
  ...(number !== undefined && number !== '' && { number }),
  ...(name !== undefined && name !== '' && { name }),
});

const added = (
  { nextKey, calls, ended }: CallBook,
  call: Pick<TrackedCall, 'direction' | 'state'> & Partial<TrackedCall>,
): CallBook => {
  const fresh: TrackedCall = { key: nextKey, wasAnswered: false, isInList: false, misses: 0, ...call };
  return { nextKey: nextKey + 1, calls: [...calls, fresh], ended };
};

const patched = (book: CallBook, call: TrackedCall | undefined, to: Partial<TrackedCall>): CallBook =>
  call ? { ...book, calls: book.calls.map((one) => (one === call ? { ...one, ...to } : one)) } : book;

const first = ({ calls }: CallBook, ...states: readonly Call['state'][]): TrackedCall | undefined =>
  states.map((state) => calls.find((call) => call.state === state)).find((call) => call !== undefined);

const ringing = (book: CallBook): TrackedCall | undefined => first(book, 'incoming');

/** The caller's number may come after the call was answered. */
const named = (book: CallBook, number: string, name: string | undefined): CallBook => {
  const call =
    ringing(book) ??
    book.calls.find(
      (one) => one.direction === 'incoming' && one.number === undefined && one.state === 'active',
    );
  const details = known(number, name);
  if (call) return patched(book, call, { ...details, misses: 0 });
  return book.calls.length > 0 ? book : added(book, { ...RINGING, ...details });
};

/** 27.007 § 7.18; 6 is ended. A state that is not listed leaves the call as it was. */
const STATES = ['active', 'held', 'dialing', 'alerting', 'incoming', 'waiting'] as const;
const ENDED = 6;
/** The modes of data and fax calls (27.007 § 7.18). 9 is a mode that the modem does not know. */
const NO_VOICE: ReadonlySet<number> = new Set([1, 2, 6, 7, 8]);

/** Whether a line of the list is this call: by its number in the list, or a call that was in no list yet. */
const isListed = (call: TrackedCall, { id, direction }: ListedCall): boolean =>
  call.direction === (direction === 1 ? 'incoming' : 'outgoing') && (call.id === undefined || call.id === id);

const listed = (book: CallBook, line: ListedCall, isInList: boolean): CallBook => {
  const { id, direction, state: code, mode, number, name } = line;
  if (mode !== undefined && NO_VOICE.has(mode)) return book;
  const call =
    book.calls.find((one) => one.id === id && isListed(one, line)) ??
    book.calls.find((one) => one.id === undefined && isListed(one, line));
  if (code === ENDED) return call ? ended(book, call, causeOf(call)) : book;
  const state = (code === undefined ? undefined : STATES[code]) ?? call?.state;
  if (state === undefined) return book;
  const wasAnswered = call?.wasAnswered === true || state === 'active' || state === 'held';
  const seen = { id, state, wasAnswered, ...known(number, name), misses: 0 };
  if (call) return patched(book, call, { ...seen, isInList: isInList || call.isInList });
  return added(book, { direction: direction === 1 ? 'incoming' : 'outgoing', ...seen, isInList });
};

/** The end of a list: what it did not have, several times, is over. */
const withoutMissing = (book: CallBook): CallBook => {
  const counted = book.calls.map((call) => ({
    ...call,
    misses: call.isInList ? 0 : call.misses + 1,
    isInList: false,
  }));
  const isGone = ({ id, misses }: TrackedCall): boolean =>
    misses > (id === undefined ? MAX_MISSES.unlisted : MAX_MISSES.listed);
  return endAll({ ...book, calls: counted }, isGone, causeOf);
};

/** Why a call ended that the modem gives no cause for. */
const causeOf = ({ direction, wasAnswered }: TrackedCall): CallCause => {
  if (wasAnswered) return 'remote';
  return direction === 'incoming' ? 'missed' : 'network';
};

const hungUpCause = ({ state }: TrackedCall): CallCause => (state === 'incoming' ? 'rejected' : 'local');

const ended = (book: CallBook, call: TrackedCall, cause: CallCause): CallBook => {
  const { key, direction, number, name, wasAnswered } = call;
  const over: EndedCall = { key, direction, ...known(number, name), cause, wasAnswered };
  return {
    ...book,
    calls: book.calls.filter((one) => one !== call),
    ended: [over, ...book.ended].slice(0, MAX_ENDED),
  };
};

const endAll = (
  book: CallBook,
  isOver: (call: TrackedCall) => boolean,
  cause: (call: TrackedCall) => CallCause,
): CallBook => book.calls.filter(isOver).reduce((left, call) => ended(left, call, cause(call)), book);

/** `NO CARRIER` names no call: of several, the next list tells which one it was. */
const over = (book: CallBook, cause: CallCause | undefined): CallBook => {
  const [call, other] = book.calls;
  return call && !other ? ended(book, call, cause ?? causeOf(call)) : book;
};

/** A call may be reported as missed only when all is over. */
const missed = (book: CallBook, number: string | undefined): CallBook => {
  const call = ringing(book);
  if (call) {
    const left = patched(book, call, known(number, undefined));
    return endAll(
      left,
      ({ key }) => key === call.key,
      () => 'missed',
    );
  }
  const { ended: [last] = [] } = book;
  const isKnown = last?.cause === 'missed' && (number === undefined || last.number === number);
  if (isKnown || book.calls.length > 0) return book;
  const all = added(book, { ...RINGING, ...known(number, undefined) });
  return endAll(
    all,
    () => true,
    () => 'missed',
  );
};

const swapped = (book: CallBook, action: number): CallBook => {
  const isAside = ({ state }: TrackedCall): boolean => state === 'held' || state === 'waiting';
  const isActive = ({ state }: TrackedCall): boolean => state === 'active';
  if (action === 0) {
    const waiting = first(book, 'waiting');
    return waiting ? ended(book, waiting, 'rejected') : endAll(book, isAside, () => 'local');
  }
  if (action !== 1 && action !== 2) return book;
  const other = first(book, 'waiting', 'held');
  const left = action === 1 ? endAll(book, isActive, () => 'local') : book;
  const calls = left.calls.map((call): TrackedCall => {
    if (call.key === other?.key) return { ...call, ...ACTIVE };
    return isActive(call) ? { ...call, state: 'held' } : call;
  });
  return { ...left, calls };
};
