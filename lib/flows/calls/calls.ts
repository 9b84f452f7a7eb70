import { defer, type Observable, takeUntil, throwError } from 'rxjs';
import type { CallsDialect, ReceivedTone } from '../../dialects/callsDialect';
import { checkOptions, is, withDefaults } from '../../grammar/checkOptions';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import type { CallEvent } from './callEvents';
import { checkedTones, receivedTones, sendTones } from './sendTones';
import { checkedNumber } from '../checkedNumber';
import { dialCall } from './dialCall';
import { type IncomingCall, incomingCalls } from './incomingCalls';

/** How patient a call is. */
export interface DialOptions {
  /** How long it may ring at the other end before it is given up. Default: 90 s. */
  readonly answerWithinMs?: number | undefined;
}

const DEFAULTS = { answerWithinMs: 90_000 };

/**
 * Voice calls. What is known of all of them is `modem.state.calls`.
 *
 *     calls.dial(modem, '+15550100')      ⇒ dialing, ringing, connected, ended; unsubscribing hangs up
 *     calls.incoming(modem)               ⇒ { number: '+15550100', answer(), reject(), ended }, once a call
 *     calls.sendTones(modem, '12#')       DTMF keys into a call
 *     calls.tones(modem)                  ⇒ { key: '5' } for each key that the other side presses
 *
 * A call that is busy or not answered is an `ended` event with its `cause`, no failure. Fails with `invalid-argument` before anything is
 * written, with `refused` or `cme` where the modem refuses to dial, and with `unsupported` where the family makes no calls.
 *
 * Source: V.250 § 6.3, 27.007 § 7; SIM800 AT manual V1.09 pages 29–31 and 72; A76XX AT manual V1.09 pages 48–50 and 185–187.
 */
export const calls = Object.freeze({
  /** Dials a number and follows the call to its end. Unsubscribing hangs up. */
  dial: (modem: Modem, number: string, options: DialOptions = {}): Observable<CallEvent> =>
    withDialect(modem, (dialect) => {
      const settled = withDefaults(DEFAULTS, checkOptions(options, { answerWithinMs: is.ms }));
      const call = { dialect, number: checkedNumber(number, 'number'), ...settled };
      return modem.exclusive('calls', dialCall(modem, call));
    }),
  /** Emits each call that comes in, once. It runs until it is unsubscribed. */
  incoming: (modem: Modem): Observable<IncomingCall> =>
    withDialect(modem, (dialect) => incomingCalls(modem, dialect)),
  /** Hangs up, or refuses the call that rings; completes. Without a call it does nothing. */
  hangUp: (modem: Modem): Observable<never> =>
    withDialect(modem, (dialect) =>
      modem.exclusive('hang-up', (channel) => (leaving) => dialect.hangUp(channel).pipe(takeUntil(leaving))),
    ),
  /** Sends DTMF keys into the active call, one by one; completes. */
  sendTones: (modem: Modem, keys: string): Observable<never> =>
    withDialect(modem, (dialect) => sendTones(modem, dialect, checkedTones(keys))),
  /** Emits each DTMF key that the other side presses. It runs until it is unsubscribed. */
  tones: (modem: Modem): Observable<ReceivedTone> =>
    withDialect(modem, (dialect) => receivedTones(modem, dialect)),
});

const withDialect = <T>(modem: Modem, act: (dialect: CallsDialect) => Observable<T>): Observable<T> =>
  defer(() => {
    const { calls: dialect, title } = modem.profile;
    const missing = { kind: 'unsupported', family: title, feature: 'voice calls' } as const;
    return dialect ? act(dialect) : throwError(() => new ModemError(missing));
  });
