import {
  messageDetails,
  messageDetailsSet,
  messageFormat,
  messageFormatSet,
  messageIndications,
  messageIndicationsSet,
  messageParameters,
  messageParametersSet,
} from '../../../../families/standard/messageCommands';
import type { CommandFactory } from '../../../../grammar/command';
import { splitFields } from '../../../../grammar/codecs/splitFields';
import { readShape, type Shape, type Values, writeShape } from '../../../../grammar/forms/shape';
import { parseRequest } from '../../../../grammar/parseRequest';
import type { FamilyFacts } from '../../../core/family';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok, refused } from '../../../core/reply';
import { spokenLine } from '../../../core/utterance';
import type { ModemState } from '../../../core/state';

/** Settings of messages (27.005 § 3.2–3.4). */

/** A setting that one command writes and another reads, its fields by name. */
interface Kept<S extends Shape> {
  readonly handlers: readonly Handler[];
  /** What it is now. */
  readonly of: (state: ModemState) => Values<S>;
  /** Changes some of its fields. */
  readonly change: (state: ModemState, to: Values<S>) => void;
}

/** How a setting starts, what fits it, and what follows when it is set. */
interface KeptRules<S extends Shape> {
  readonly initial: Values<S>;
  readonly fits?: (values: Values<S>, family: FamilyFacts) => boolean;
  readonly then?: (values: Values<S>, modem: HandlerContext) => void;
}

/**
 * Makes a setting from its two definitions, write and read. An omitted field keeps its value; one that does not fit is
 * refused.
 */
const kept = <S extends Shape, A extends Shape>(
  write: CommandFactory<S, Record<never, never>>,
  read: CommandFactory<Record<never, never>, A>,
  { initial, fits = () => true, then }: KeptRules<S>,
): Kept<S> => {
  const { name } = parseRequest(read.head);
  const of = (state: ModemState): Values<S> => {
    const stored = state.settings.get(name);
    return (stored === undefined ? undefined : readShape(write.takes, splitFields(stored))) ?? initial;
  };
  const lineOf = (values: Values<S>): string => writeShape(write.takes, values).join(',');
  const change = (state: ModemState, to: Values<S>): void => {
    state.settings.set(name, lineOf({ ...of(state), ...to }));
  };
  return {
    of,
    change,
    handlers: [
      handle(write, (args, modem) => {
        const values = { ...of(modem.state), ...args };
        if (!fits(values, modem.family)) return refused();
        change(modem.state, values);
        return { ...ok(), ...(then && { later: () => then(values, modem) }) };
      }),
      handle(read, (_, { state }) => ok(spokenLine(`${name}: ${lineOf(of(state))}`, 'info'))),
    ],
  };
};

const MAX_OCTET = 255;

const isIn = (value: number | undefined, max: number): boolean => (value ?? 0) >= 0 && (value ?? 0) <= max;

export const format = kept(messageFormat, messageFormatSet, { initial: { asText: false } });
export const details = kept(messageDetails, messageDetailsSet, { initial: { on: false } });
export const parameters = kept(messageParameters, messageParametersSet, {
  initial: { firstOctet: 17, validity: 167, protocol: 0, coding: 0 },
  fits: (values) => Object.values(values).every((value) => isIn(value, MAX_OCTET)),
});

type Indications = Values<typeof messageIndications.takes>;

/** Message 3 and report 1 need mode 1, message 2 needs mode 1 or 2 (A76XX AT manual V1.09 page 228). */
const fitsMode = ({ mode, message, report }: Indications): boolean =>
  ((message !== 3 && report !== 1) || mode === 1) && (message !== 2 || mode === 1 || mode === 2);

const fitsIndications = (values: Indications, { maxIndications, messages }: FamilyFacts): boolean => {
  const { mode, message, broadcast, report, buffer } = values;
  return (
    isIn(mode, maxIndications.mode) &&
    isIn(message, 3) &&
    (broadcast === 0 || broadcast === 2) &&
    isIn(report, maxIndications.report) &&
    isIn(buffer, 1) &&
    (!messages.checksMode || fitsMode(values))
  );
};

/** Reports that mode 0 held back are sent, or with buffer 1 forgotten, once another mode is set (27.005 § 3.4.1). */
const release = ({ mode, buffer }: Indications, { state, say }: HandlerContext): void => {
  if (mode === 0) return;
  const held = state.heldNews.splice(0);
  if (buffer === 0) held.forEach(say);
};

export const indications = kept(messageIndications, messageIndicationsSet, {
  initial: { mode: 2, message: 1, broadcast: 0, report: 0, buffer: 0 },
  fits: fitsIndications,
  then: release,
});

export const messageSettingHandlers: readonly Handler[] = [
  ...format.handlers,
  ...details.handlers,
  ...indications.handlers,
  ...parameters.handlers,
];
