import {
  concat,
  defer,
  EMPTY,
  filter,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  take,
  tap,
} from 'rxjs';
import { frameBytes } from '../../mux/frames/frameBytes';
import { frameStep, noFrames } from '../../mux/frames/frameStep';
import { latin1, latin1Bytes } from '../../grammar/latin1';
import {
  classifyLine,
  evidenceOf,
  type Exchange,
  hasSentence,
  type LineFinding,
  type LineState,
  resultForm,
} from './lineFinding';
import type { LineTalk } from './lineTalk';

/** Receives true while the modem may be otherwise than it was: a reader that leaves then has to wait. */
export type Hold = (isHeld: boolean) => void;

/** Emits what changed the modem, where that was answered: it stays held, since whoever found that puts it back. */
const held = (hold: Hold, heard: Observable<string>): Observable<string> =>
  defer(() => {
    hold(true);
    return heard.pipe(
      filter((text) => {
        hold(isAnswered(text));
        return isAnswered(text);
      }),
    );
  });

/** How much is tried at one rate. */
export interface ProbePlan {
  readonly baudRate: number;
  /** How many `AT` are written. */
  readonly tries: number;
  /** How long each answer is waited for. */
  readonly answerMs: number;
  /** Whether a modem may be in a state in which it answers no AT: result codes off, a prompt, the multiplexer. */
  readonly isThorough: boolean;
  /** How long the port is listened to at least, for sentences that come once a second. */
  readonly listenMs: number;
}

const ESC = '\x1b';
/** A channel that nobody opens: the multiplexer says so (DM), and nothing changes. */
const SPARE_CHANNEL = 61;
const QUESTION = frameBytes({
  channel: SPARE_CHANNEL,
  type: 'disc',
  command: true,
  poll: true,
  bytes: new Uint8Array(0),
});

const isAnswered = (heard: string): boolean => resultForm(heard) !== undefined;

/** Whether a frame answers the question: `DM`, or `UA`. Our own frame, come back, does not. */
const hasFrame = (heard: string): boolean =>
  frameStep()(noFrames, latin1Bytes(heard))[1].some(
    (event) =>
      event.kind === 'frame' &&
      event.frame.channel === SPARE_CHANNEL &&
      (event.frame.type === 'dm' || event.frame.type === 'ua'),
  );

/**
 * Finds out what is on a port that is open at some rate, by what it says to `AT`, and where that is nothing useful to `ATQ0`, ESC,
 * and a frame of the multiplexer. Emits once. Changes nothing except result codes and a prompt that were left by somebody.
 *
 *     > AT  < AT  < OK                   words, with echo
 *     > AT  < AT  > ATI < SIM800  > ATQ0  < OK     quiet
 *     > AT  < AT        > ESC   < OK     prompt
 */
export const probeLine = (
  talk: LineTalk,
  plan: ProbePlan,
  hold: Hold = () => undefined,
): Observable<LineFinding> =>
  defer(() => {
    const exchanges: Exchange[] = [];
    const hear = (said: string, waitMs: number, enough = isAnswered): Observable<string> =>
      talk.heardAfter(said, waitMs, enough).pipe(tap((heard) => exchanges.push({ said, heard })));
    const found = (state: LineState): LineFinding => ({
      state,
      baudRate: plan.baudRate,
      echo: exchanges.some(({ said, heard }) => said.startsWith('AT') && heard.includes(said)),
      isQuiet: exchanges.some(
        ({ said, heard }) => said === INFORMATION && heard !== '' && !isAnswered(heard),
      ),
      evidence: evidenceOf(exchanges.map(({ heard }) => heard).join('')),
    });
    const verdict = defer(() => of(found(classifyLine(exchanges))));
    // What echoes may be a modem that says nothing else.
    const further = defer(() => {
      if (plan.isThorough || exchanges.some(({ said, heard }) => heard === said))
        return concat(woken(hear, hold), prompted(hear), framed(hear));
      // What says nothing at all may be a modem without echo and result codes.
      return exchanges.every(({ heard }) => heard === '') ? woken(hear, hold, true) : EMPTY;
    });
    const listened = defer(() => {
      const spentMs = plan.tries * plan.answerMs;
      const restMs = plan.listenMs - spentMs;
      return restMs > 0 ? hear('', restMs, hasSentence) : EMPTY;
    }).pipe(mergeMap(() => EMPTY));
    return concat(concat(asked(hear, plan), further).pipe(map(found)), listened, verdict).pipe(take(1));
  });

type Hear = (said: string, waitMs: number, enough?: (heard: string) => boolean) => Observable<string>;

/** `AT`, some times: a modem that finds its rate by itself needs a few. */
const asked = (hear: Hear, { tries, answerMs }: ProbePlan): Observable<LineState> =>
  concat(...Array.from({ length: tries }, () => hear('AT\r', answerMs))).pipe(
    map(resultForm),
    filter((form) => form !== undefined),
    take(1),
    // One number in noise proves nothing; a second one does.
    mergeMap((form) =>
      form === 'words' ? of(form) : hear('AT\r', answerMs).pipe(map(resultForm), filter(isThere)),
    ),
  );

const isThere = <T>(value: T | undefined): value is T => value !== undefined;

const ANSWER_MS = 400;

/**
 * Result codes may be switched off: information text still comes (V.250 § 6.2.5). Where `isSilent`, nothing else was heard, and
 * without that text nothing more is asked.
 */
const woken = (hear: Hear, hold: Hold, isSilent = false): Observable<LineState> =>
  hear(INFORMATION, ANSWER_MS).pipe(
    mergeMap((text) => {
      const form = resultForm(text);
      if (form !== undefined) return of(form);
      if (isSilent && text === '') return EMPTY;
      return held(hold, hear('ATQ0\r', ANSWER_MS)).pipe(map((): LineState => 'quiet'));
    }),
  );

const INFORMATION = 'ATI\r';

/** The modem may wait for a text: ESC cancels it, and `AT` follows, since not all say `OK` to that. */
const prompted = (hear: Hear): Observable<LineState> =>
  concat(hear(ESC, ANSWER_MS), hear('AT\r', ANSWER_MS)).pipe(
    filter(isAnswered),
    take(1),
    map(() => 'prompt'),
  );

const framed = (hear: Hear): Observable<LineState> =>
  hear(latin1(QUESTION), ANSWER_MS, hasFrame).pipe(
    filter(hasFrame),
    map(() => 'mux'),
  );

const GUARD_MS = 1_100;
const STATUS_MS = 300;

/** Leaves data mode: `+++` with a second of silence on both sides. Emits whether the modem answered. */
export const escapeData = (talk: LineTalk, hold: Hold = () => undefined): Observable<boolean> =>
  concat(
    talk.heardAfter('', GUARD_MS).pipe(ignoreElements()),
    held(hold, talk.heardAfter('+++', GUARD_MS + ANSWER_MS, isAnswered)).pipe(map(() => true)),
    of(false),
  ).pipe(take(1));

/** The real-time status of ESC/POS printers, DLE EOT 1: one byte with fixed bits. */
const isStatus = (heard: string): boolean =>
  heard.length === 1 && (heard.charCodeAt(0) & 0b1001_0011) === 0b0001_0010;

/** Asks whether a printer is there. */
export const isPrinter = (talk: LineTalk): Observable<boolean> =>
  talk.heardAfter('\x10\x04\x01', STATUS_MS, isStatus).pipe(map(isStatus));
