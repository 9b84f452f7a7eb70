import {
  catchError,
  concat,
  concatMap,
  defaultIfEmpty,
  defer,
  EMPTY,
  finalize,
  from,
  ignoreElements,
  map,
  merge,
  mergeMap,
  type Observable,
  type ObservableInput,
  of,
  switchMap,
  take,
  throwError,
  timer,
} from 'rxjs';
import { bracket } from '../../../operators/bracket';
import type { CommandChannel } from '../../../operators/commandChannel';
import { ofUrc } from '../../../operators/ofUrc';
import type { Work } from '../../../operators/work';
import { isRefusal } from '../../dialects/steps/onRefusal';
import type { UssdDialect, UssdReport } from '../../dialects/ussdDialect';
import { mayBeDone } from '../../grammar/errors/mayBeDone';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { UssdForm } from '../../pdu/ussdString';
import { checkedUssd, spelledUssd, type UssdAnswer, ussdAnswer, type UssdManner } from './ussdAnswer';

/** What a session needs. */
export interface UssdTask {
  readonly dialect: UssdDialect;
  /** A code to send, or what the network began to ask. */
  readonly begin: { readonly code: string } | { readonly asked: UssdReport };
  /** Gives the reply to what the network asks; the session is cancelled where it completes without one. */
  readonly reply: (asked: UssdAnswer) => ObservableInput<string>;
  /** How long the network may take for one answer. */
  readonly withinMs: number;
}

/** The form in which a modem took its last code. */
const forms = new WeakMap<Modem, UssdForm>();
const running = new WeakMap<Modem, number>();

/** Whether a session is under way on a modem: what the network says belongs to it then. */
export const hasUssdSession = (modem: Modem): boolean => (running.get(modem) ?? 0) > 0;

/**
 * One USSD session as work: sends the code, emits each answer, sends the replies, and cancels what is still open at its end.
 *
 *     > AT+CUSD=1,"*100#",15   < OK   < +CUSD: 1,"1 Balance",15   > AT+CUSD=1,"1",15   < OK   < +CUSD: 0,"5.00",15
 *
 * The answer may come before the `OK`. Fails as a refusal is explained by the dialect, and with `timeout` of phase `result`, which says
 * that it may have been done.
 */
export const ussdSession =
  (modem: Modem, task: UssdTask) =>
  (channel: CommandChannel): Work<UssdAnswer> => {
    const session = new Session(modem, channel, task);
    return bracket(
      task.dialect.charset(channel),
      (charset) => session.run(charset),
      () => session.close(),
    );
  };

/** CME 258: another session is under way. It is ended, and the code is sent once more after a while. */
const SESSION_BUSY = 258;
const BUSY_MS = 1_000;
/** An empty answer may be followed by the real one. */
const EMPTY_MS = 3_000;

const isBusy = ({ reason }: ModemError): boolean => reason.kind === 'cme' && reason.code === SESSION_BUSY;

class Session {
  /** Whether the network waits for something, or may still answer. */
  private isOpen = false;
  private charset: string | null = null;
  private form: UssdForm;

  constructor(
    private readonly modem: Modem,
    private readonly channel: CommandChannel,
    private readonly task: UssdTask,
  ) {
    this.form = forms.get(modem) ?? task.dialect.forms[0] ?? 'plain';
  }

  run(charset: string | null): Observable<UssdAnswer> {
    const { modem, task } = this;
    this.charset = charset;
    const { begin } = task;
    running.set(modem, (running.get(modem) ?? 0) + 1);
    const first = 'code' in begin ? this.opened(begin.code) : of(this.answer(begin.asked));
    return first.pipe(
      mergeMap((answer) => this.followed(answer)),
      finalize(() => running.set(modem, (running.get(modem) ?? 1) - 1)),
    );
  }

  close(): Observable<unknown> {
    return this.isOpen ? this.channel.send(this.task.dialect.cancel) : EMPTY;
  }

  private get manner(): UssdManner {
    return { charset: this.charset, form: this.form };
  }

  private answer(report: UssdReport): UssdAnswer {
    const answer = ussdAnswer(report, this.manner);
    this.isOpen = answer.state === 'asks';
    return answer;
  }

  /** An answer, and what follows on the reply to it. */
  private followed(answer: UssdAnswer): Observable<UssdAnswer> {
    if (answer.state !== 'asks') return of(answer);
    const replied = defer(() => from(this.task.reply(answer))).pipe(
      take(1),
      map((reply) => checkedUssd(reply, 'reply')),
      defaultIfEmpty(null),
    );
    // The network does not wait for ever: it may end the session meanwhile.
    const reported = this.channel.urcs.pipe(ofUrc(this.task.dialect.reported));
    const next = merge(replied, reported).pipe(
      take(1),
      concatMap((one) => {
        if (one === null) return EMPTY;
        return typeof one === 'string' ? this.exchange(one) : of(this.answer(one));
      }),
      catchError((error: unknown) => this.explained(error)),
      mergeMap((following) => this.followed(following)),
    );
    return concat(of(answer), next);
  }

  /** The answer to the code, in the first form that the modem takes. */
  private opened(code: string): Observable<UssdAnswer> {
    const left = this.task.dialect.forms.filter((form) => form !== this.form);
    const tryIn = (form: UssdForm, mayWait: boolean): Observable<UssdAnswer> => {
      this.form = form;
      return this.exchange(code).pipe(
        catchError((error: unknown) => {
          if (!isRefusal(error)) return throwError(() => error);
          if (isBusy(error) && mayWait)
            return concat(
              this.freed(),
              defer(() => tryIn(form, false)),
            );
          const next = isBusy(error) ? undefined : left.shift();
          return next === undefined ? this.explained(error) : tryIn(next, mayWait);
        }),
      );
    };
    return tryIn(this.form, true);
  }

  private freed(): Observable<never> {
    const cancelled = this.channel.send(this.task.dialect.cancel).pipe(catchError(() => EMPTY));
    return concat(cancelled, timer(BUSY_MS)).pipe(ignoreElements());
  }

  private explained(error: unknown): Observable<never> {
    if (!isRefusal(error)) return throwError(() => error);
    return this.task.dialect.explain(this.channel, error).pipe(mergeMap((why) => throwError(() => why)));
  }

  /** Sends a text and waits for the answer, which may come first. */
  private exchange(text: string): Observable<UssdAnswer> {
    const { channel, task } = this;
    const { dialect, withinMs } = task;
    return defer(() => {
      const command = dialect.send(spelledUssd(text, this.manner));
      const late = {
        kind: 'timeout',
        phase: 'result',
        waitedMs: withinMs,
        command: command.redacted,
      } as const;
      const reported = channel.urcs.pipe(
        ofUrc(dialect.reported),
        switchMap((report) => (isEmpty(report) ? timer(EMPTY_MS).pipe(map(() => report)) : of(report))),
      );
      const sent = channel.send(command).pipe(
        ignoreElements(),
        catchError((error: unknown) => {
          if (isRefusal(error)) this.isOpen = false;
          return throwError(() => error);
        }),
      );
      this.isOpen = true;
      const limit = timer(withinMs).pipe(mergeMap(() => throwError(() => new ModemError(late))));
      const lost = dialect
        .lost(channel)
        .pipe(mergeMap((seen) => throwError(() => new ModemError({ kind: 'network', step: 'ussd', seen }))));
      return merge(reported, concat(sent, limit), lost).pipe(
        take(1),
        map((report) => {
          forms.set(this.modem, this.form);
          return this.answer(report);
        }),
        catchError((error: unknown) => throwError(() => mayBeDone(error))),
      );
    });
  }
}

const isEmpty = ({ status, text = '' }: UssdReport): boolean => status === 0 && text === '';
