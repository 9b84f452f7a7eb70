import { map, type Observable, startWith, Subject, Subscription } from 'rxjs';
import { invalidArgument } from '../../grammar/errors/modemError';
import { checkOptions, is, type OptionChecks, withDefaults } from '../../grammar/checkOptions';
import { type CentreSettings, MessageCentre } from './messageCentre';
import { sameNumber } from './sameNumber';
import type { SentSms } from './smsOutcome';
import type { Subscriber } from './subscriber';

/** How a network works. Each has a default. */
export type MobileNetworkOptions = Partial<CentreSettings>;

/** A network that virtual modems join, each by its number. */
export interface MobileNetwork {
  /** The number of its service centre. */
  readonly serviceCentre: string;
  /** The numbers that joined. */
  readonly numbers: readonly string[];
  /** The messages that its modems send, each part as one. */
  readonly sent: Observable<SentSms>;
  /** Adds a SIM; unsubscribe to remove it. Fails with `invalid-argument` if the number is taken. */
  readonly join: (subscriber: Subscriber) => Subscription;
  /** The SIM of a number. */
  readonly find: (number: string) => Subscriber | undefined;
  /** Takes a message of a modem; returns the CMS code if it refuses. */
  readonly submit: (message: SentSms) => number | undefined;
  /** Delivers messages that come from outside, as soon as the recipient can take them. */
  readonly forward: MessageCentre['forward'];
}

const DEFAULTS: CentreSettings = Object.freeze({
  serviceCentre: '+8613800100500',
  deliveryMs: 1_000,
  reportMs: 1_000,
  retryMs: 60_000,
  validityMs: 24 * 60 * 60 * 1_000,
  outcome: () => undefined,
});

const CHECKS: OptionChecks = {
  serviceCentre: is.text,
  deliveryMs: is.ms,
  reportMs: is.ms,
  retryMs: is.positive,
  validityMs: is.positive,
  outcome: is.call,
};

/**
 * Creates a network. Virtual modems join it by their numbers, and can then message each other; messages to other numbers leave it
 * and count as received.
 *
 *     const network = mobileNetwork();
 *     const ada = emulator({ family: 'sim800', origin, network, number: '+491700000001' });
 *     const ben = emulator({ family: 'a7600', origin, network, number: '+491700000002' });
 *     sms.send(modemOfAda, { to: '+491700000002', text: 'hello' })      ben: +CMTI: "SM",1
 *
 * Only RxJS schedules its work, so that it runs in virtual time. Defaults: a message is delivered after 1 s, its report comes 1 s
 * later, undelivered messages are kept for a day. Fails with `invalid-argument` if an option does not fit.
 */
export const mobileNetwork = (options: MobileNetworkOptions = {}): MobileNetwork => {
  const settings: CentreSettings = withDefaults(DEFAULTS, checkOptions(options, CHECKS));
  const subscribers = new Map<string, Subscriber>();
  const changed = new Subject<string>();
  const sent = new Subject<SentSms>();
  const find = (number: string): Subscriber | undefined =>
    subscribers.get(number) ?? [...subscribers.values()].find((one) => sameNumber(one.number, number));
  const centre = new MessageCentre({ find, changed }, settings);
  return {
    serviceCentre: settings.serviceCentre,
    get numbers() {
      return [...subscribers.keys()];
    },
    sent: sent.asObservable(),
    find,
    join: (subscriber) => {
      const { number } = subscriber;
      if (find(number)) return invalidArgument('number', `${number} has joined this network already`);
      subscribers.set(number, subscriber);
      const news = subscriber.changed
        .pipe(
          startWith(undefined),
          map(() => number),
        )
        .subscribe((one) => changed.next(one));
      return new Subscription(() => {
        news.unsubscribe();
        subscribers.delete(number);
      });
    },
    submit: (message) => {
      const cms = centre.submit(message);
      if (cms === undefined) sent.next(message);
      return cms;
    },
    forward: (to, message, validityMs) => centre.forward(to, message, validityMs),
  };
};
