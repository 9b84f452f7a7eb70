import type { Calls } from '../../../dialects/modemStates';
import { foldedView, stateRule, type StateRule, type View } from '../../../dialects/views';
import type { CommandFactory } from '../../../grammar/command';
import type { Shape } from '../../../grammar/forms/shape';
import type { UrcDefinition } from '../../../grammar/urc';
import { answerCall, callHold, currentCalls, dial } from '../callCommands';
import * as urcs from '../callUrcs';
import { type CallBook, type CallNews, callStep, noCalls, shownCalls } from './callBook';

type Rule = StateRule<CallBook>;

const step =
  <V>(newsOf: (values: V) => CallNews | undefined) =>
  (values: V, book: CallBook | undefined): CallBook | undefined => {
    const news = newsOf(values);
    return news && callStep(book ?? noCalls, news);
  };

/** A number to dial as a voice call: `+4917…;` with what stands behind it left out. */
const voiceNumber = (dialled: string): string | undefined =>
  /^([^;]+);$/.exec(dialled)?.[1]?.replace(/[IG]+$/i, '');

/** What any modem says about its calls. */
const RULES: readonly Rule[] = [
  stateRule.done(
    dial,
    step(({ number: dialled }) => {
      const number = voiceNumber(dialled);
      return number === undefined ? undefined : { kind: 'dialed', number };
    }),
  ),
  stateRule.done(
    answerCall,
    step(() => ({ kind: 'taken' })),
  ),
  stateRule.failed(
    answerCall,
    step((words) => (words === 'NO CARRIER' ? { kind: 'gone' } : undefined)),
  ),
  stateRule.done(
    callHold,
    step(({ action }) => ({ kind: 'swapped', action })),
  ),
  stateRule.answer(
    currentCalls,
    step((call) => ({ kind: 'listed', call })),
  ),
  stateRule.done(
    currentCalls,
    step(() => ({ kind: 'list-end' })),
  ),
  stateRule.urc(
    urcs.callListed,
    step((call) => ({ kind: 'reported', call })),
  ),
  stateRule.urc(
    urcs.ring,
    step(() => ({ kind: 'rings' })),
  ),
  stateRule.urc(
    urcs.ringType,
    step(() => ({ kind: 'rings' })),
  ),
  stateRule.urc(
    urcs.callerId,
    step(({ number, name }) => ({ kind: 'caller', number, name })),
  ),
  stateRule.urc(
    urcs.waitingCall,
    step(({ number, name }) => ({ kind: 'waiting', number, name })),
  ),
  stateRule.urc(
    urcs.calledRings,
    step(() => ({ kind: 'alerting' })),
  ),
  stateRule.urc(
    urcs.calledAnswers,
    step(() => ({ kind: 'connected' })),
  ),
  stateRule.urc(
    urcs.callBegun,
    step(() => ({ kind: 'connected' })),
  ),
  stateRule.urc(
    urcs.callEnded,
    step(() => ({ kind: 'over' })),
  ),
  stateRule.urc(
    urcs.carrierLost,
    step(() => ({ kind: 'over' })),
  ),
  stateRule.urc(
    urcs.busy,
    step(() => ({ kind: 'over', cause: 'busy' })),
  ),
  stateRule.urc(
    urcs.noAnswer,
    step(() => ({ kind: 'over', cause: 'no-answer' })),
  ),
  stateRule.urc(
    urcs.noDialtone,
    step(() => ({ kind: 'over', cause: 'network' })),
  ),
  stateRule.urc(
    urcs.missedCall,
    step(({ number }) => ({ kind: 'missed', number })),
  ),
];

/** A command of a family that surely ends a call. */
export const endsCalls = <T extends Shape, A extends Shape>(command: CommandFactory<T, A>): Rule =>
  stateRule.done(
    command,
    step(() => ({ kind: 'hung-up' })),
  );

/** A URC of a family, and what it says about calls; `undefined` where that is nothing. */
export const callReport = <V>(urc: UrcDefinition<V>, newsOf: (values: V) => CallNews | undefined): Rule =>
  stateRule.urc(urc, step(newsOf));

/**
 * The state `calls`: a fold over all that a modem says about its calls. A family adds the commands that surely end a call, since `ATH` is
 * answered with `OK` by some that do nothing, and its own reports of calls.
 */
export const callsView = (...own: readonly (CommandFactory<Shape, Shape> | Rule)[]): View<Calls> =>
  foldedView({
    rules: [...RULES, ...own.map((one): Rule => (typeof one === 'function' ? endsCalls(one) : one))],
    afterRestart: (book) => book && callStep(book, { kind: 'lost' }),
    // A call may go on while the port is away: the next list shows it.
    afterAbsence: (book) => book,
    shown: shownCalls,
  });
