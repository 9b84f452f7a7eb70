import {
  asyncScheduler,
  concatMap,
  defaultIfEmpty,
  defer,
  delay,
  exhaustMap,
  expand,
  filter,
  from,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import type { Pdu, Submit } from '../../pdu/pdu';
import { deliverOf, reportOn } from './deliverOf';
import { sameNumber } from './sameNumber';
import type { SentSms, SmsOutcome } from './smsOutcome';
import type { Reception, Subscriber } from './subscriber';

/** How a service centre works. */
export interface CentreSettings {
  /** Its number. */
  readonly serviceCentre: string;
  /** Milliseconds from taking a message to the first try to deliver it. */
  readonly deliveryMs: number;
  /** Milliseconds from the delivery to the report. */
  readonly reportMs: number;
  /** Milliseconds to the second try, doubled up to an hour. It also tries when the recipient can be reached again. */
  readonly retryMs: number;
  /** How long it keeps a message that names no validity. */
  readonly validityMs: number;
  /** What it does with a message that was sent. */
  readonly outcome: (message: SentSms) => SmsOutcome | undefined;
}

/** Who can be reached, and who may be reached again. */
interface Directory {
  readonly find: (number: string) => Subscriber | undefined;
  /** The numbers that joined or changed. */
  readonly changed: Observable<string>;
}

const HOUR_MS = 3_600_000;
const RECEIVED = 0x00;
const EXPIRED = 0x46;
const INVALID_ADDRESS = 28;

/**
 * Keeps messages and forwards them: to a modem of the network when it can be reached, to anybody else at once. It reports to the
 * sender where the message asks for that.
 */
export class MessageCentre {
  constructor(
    private readonly directory: Directory,
    private readonly settings: CentreSettings,
  ) {}

  /** Takes a message; returns the CMS code if it refuses. */
  submit(message: SentSms): number | undefined {
    const outcome = this.settings.outcome(message) ?? {};
    if (outcome.cms !== undefined) return outcome.cms;
    if (message.to === '') return INVALID_ADDRESS;
    if (!outcome.isLost) this.forwardLater(message, outcome);
    return undefined;
  }

  /** Delivers a message, as soon as the recipient can take it. Completes after `taken`, or with `expired`. */
  forward(to: string, message: Pdu, validityMs = this.settings.validityMs): Observable<'taken' | 'expired'> {
    const { find, changed } = this.directory;
    const attempt = (): Observable<Reception> => {
      const recipient = find(to);
      return recipient?.isReachable() ? recipient.receive(message) : of('unreachable');
    };
    const again = changed.pipe(
      filter((number) => sameNumber(number, to)),
      delay(this.settings.deliveryMs),
    );
    return merge(of(undefined), again, retries(this.settings.retryMs)).pipe(
      exhaustMap(attempt),
      filter((reception) => reception === 'taken'),
      take(1),
      takeUntil(timer(validityMs)),
      defaultIfEmpty('expired' as const),
    );
  }

  /** Nobody waits for a message to somebody outside that wants no report, so it sets no timer. */
  private forwardLater(message: SentSms, { afterMs = this.settings.deliveryMs, statuses }: SmsOutcome): void {
    const { pdu, to } = message;
    const isOutside = this.directory.find(to) === undefined;
    if (isOutside && !pdu.isReportWanted) return;
    const stamp = { serviceCentre: this.settings.serviceCentre, takenAtMs: asyncScheduler.now() };
    const delivered = isOutside
      ? of('taken' as const)
      : this.forward(to, deliverOf(message, stamp), validityOf(pdu, this.settings.validityMs));
    timer(afterMs)
      .pipe(
        concatMap(() => delivered),
        filter(() => pdu.isReportWanted),
        concatMap((end) => from(statuses ?? [end === 'taken' ? RECEIVED : EXPIRED])),
        concatMap((status) => timer(this.settings.reportMs).pipe(map(() => status))),
        map((status) => reportOn(message, stamp, { status, atMs: asyncScheduler.now() })),
        mergeMap((report) => this.forward(message.from, report)),
      )
      .subscribe();
  }
}

/** When the centre tries again by itself. */
const retries = (firstMs: number): Observable<unknown> =>
  defer(() =>
    timer(firstMs).pipe(
      map(() => firstMs),
      expand((beforeMs) => {
        const nextMs = Math.min(2 * beforeMs, HOUR_MS);
        return timer(nextMs).pipe(map(() => nextMs));
      }),
    ),
  );

const validityOf = ({ validity }: Submit, fallbackMs: number): number => {
  if (!validity) return fallbackMs;
  if (validity.format === 'absolute')
    return validity.until ? Math.max(0, validity.until.epochMs - asyncScheduler.now()) : fallbackMs;
  return validity.seconds === undefined ? fallbackMs : validity.seconds * 1_000;
};
