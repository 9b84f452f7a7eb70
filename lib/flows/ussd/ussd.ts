import {
  concatMap,
  defer,
  distinctUntilChanged,
  EMPTY,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  type ObservableInput,
  switchMap,
  takeUntil,
  throwError,
} from 'rxjs';
import { ofUrc } from '../../../operators/ofUrc';
import { optionally } from '../../dialects/steps/optionally';
import type { UssdDialect } from '../../dialects/ussdDialect';
import { checkOptions, checkValue, is, withDefaults } from '../../grammar/checkOptions';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { TEXTS } from '../transfer/texts';
import { hasUssdSession, ussdSession, type UssdTask } from './ussdSession';
import { checkedUssd, type UssdAnswer } from './ussdAnswer';

/** How patient a session is. */
export interface UssdOptions {
  /** How long the network may take for one answer. Default: 120 s, the longest time that a manual gives. */
  readonly withinMs?: number | undefined;
}

/** Gives the reply to what the network asks. One that completes without a reply cancels the session. */
export type UssdReply = (asked: UssdAnswer) => ObservableInput<string>;

const DEFAULTS = { withinMs: 120_000 };
const CHECKS = { withinMs: is.ms };

/**
 * USSD: codes such as `*100#`, menus of the network, and what the network sends by itself.
 *
 *     ussd.ask(modem, '*100#')                              ⇒ { text: 'Balance: 5.00', state: 'done' }
 *     ussd.dialogue(modem, '*123#', () => of('1'))          ⇒ { text: '1 Data', state: 'asks' }, { text: 'Done', state: 'done' }
 *     ussd.incoming(modem)                                  ⇒ { text: 'You have 10 % left', state: 'done' } …
 *
 * One session at a time. A session that is left, or that waits for a reply which does not come, is cancelled (`AT+CUSD=2`). Fails with
 * `invalid-argument` before anything is written, with `network` where the modem refuses codes, with `timeout` where no answer comes, and
 * with `unsupported` where the family has no USSD. What may have been done is said so (`mayBeDone`).
 *
 * Source: 27.007 § 7.15; SIM800 AT manual V1.09 pages 108–109; A76XX AT manual V1.09 pages 86–89.
 */
export const ussd = Object.freeze({
  /** Sends a code and emits the answer. A menu is cancelled: `dialogue` replies to it. */
  ask: (modem: Modem, code: string, options: UssdOptions = {}): Observable<UssdAnswer> =>
    begun(modem, options, () => ({ begin: { code: checkedUssd(code, 'code') }, reply: () => EMPTY })),
  /** Sends a code, emits each answer, and replies to what the network asks. Completes when the network is done. */
  dialogue: (
    modem: Modem,
    code: string,
    reply: UssdReply,
    options: UssdOptions = {},
  ): Observable<UssdAnswer> =>
    begun(modem, options, () => ({
      begin: { code: checkedUssd(code, 'code') },
      reply: checkValue(reply, is.call, 'reply'),
    })),
  /**
   * Emits what the network sends by itself, and replies where it asks. Without `reply` a question is cancelled, since it would block
   * later codes.
   */
  incoming: (
    modem: Modem,
    options: UssdOptions & { readonly reply?: UssdReply | undefined } = {},
  ): Observable<UssdAnswer> =>
    withDialect(modem, (dialect) => {
      const { reply = () => EMPTY, ...patience } = checkOptions(options, { ...CHECKS, reply: is.call });
      const listening = modem.state.connection.pipe(
        map(({ starts }) => starts),
        distinctUntilChanged(),
        switchMap(() =>
          modem.exclusive(
            TEXTS,
            (channel) => (leaving) => optionally(channel, dialect.listen).pipe(takeUntil(leaving)),
          ),
        ),
        ignoreElements(),
      );
      const heard = modem.urcs.pipe(
        ofUrc(dialect.reported),
        filter(({ status }) => (status === 0 || status === 1) && !hasUssdSession(modem)),
        concatMap((asked) => begun(modem, patience, () => ({ begin: { asked }, reply }))),
      );
      return modem.keepOpen(merge(listening, heard));
    }),
});

const withDialect = <T>(modem: Modem, act: (dialect: UssdDialect) => Observable<T>): Observable<T> =>
  defer(() => {
    const { ussd: dialect, title } = modem.profile;
    const missing = { kind: 'unsupported', family: title, feature: 'USSD' } as const;
    return dialect ? act(dialect) : throwError(() => new ModemError(missing));
  });

/** One session, in its turn; what it is about is checked first. */
const begun = (
  modem: Modem,
  options: UssdOptions,
  task: () => Pick<UssdTask, 'begin' | 'reply'>,
): Observable<UssdAnswer> =>
  withDialect(modem, (dialect) => {
    const { withinMs } = withDefaults(DEFAULTS, checkOptions(options, CHECKS));
    return modem.exclusive(TEXTS, ussdSession(modem, { dialect, withinMs, ...task() }));
  });
