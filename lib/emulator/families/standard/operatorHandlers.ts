import { operatorChoose } from '../../../families/standard/capabilityCommands';
import { operator } from '../../../families/standard/networkCommands';
import { answerLine } from '../../core/utterance';
import { charset } from './messages/charset';
import { handle, type HandlerContext, type Handler } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { statusOf } from './networkHandlers';

/** Operators: there is one (27.007 § 7.3). */

const NO_NETWORK = 30;
const DETACHED = 2;
const FORMAT_ONLY = 3;
const AUTOMATIC = 0;
const MANUAL_FIRST = 4;

const formatOf = ({ state }: HandlerContext): number => Number(state.settings.get('+COPS') ?? 0);

/** Long name, short name, digits. */
const namesOf = ({ family: { identity } }: HandlerContext): readonly string[] => [
  identity.operator,
  identity.operatorShort,
  identity.imsi.slice(0, 5),
];

const modeOf = ({ state }: HandlerContext): number => Number(state.settings.get('+COPS mode') ?? 0);

const choose = (
  modem: HandlerContext,
  mode: number,
  format: number | undefined,
  name: string | undefined,
): Reply => {
  if (mode < 0 || mode > 4 || (format ?? 0) > 2) return refused();
  const { settings } = modem.state;
  if (format !== undefined) settings.set('+COPS', String(format));
  if (mode === FORMAT_ONLY) return ok();
  const isOurs = name === undefined || namesOf(modem)[format ?? 0] === charset.read(name, modem.state);
  // 4 chooses by itself where it can't have the wanted one (27.007 § 7.3).
  if (!isOurs && mode !== MANUAL_FIRST) return refused(NO_NETWORK);
  settings.set('+COPS mode', String(isOurs ? mode : AUTOMATIC));
  modem.register(mode === DETACHED ? 0 : modem.settings.registration);
  return ok();
};

export const operatorHandlers: readonly Handler[] = [
  handle(operator, (_, modem) => {
    const status = statusOf(modem);
    const mode = modeOf(modem);
    if (status !== 1 && status !== 5) return ok(answerLine(operator, { mode }));
    const format = formatOf(modem);
    const named = namesOf(modem)[format] ?? '';
    const name = format === 2 ? named : charset.show(named, modem.state);
    return ok(answerLine(operator, { mode, format, name, technology: modem.family.identity.technology }));
  }),
  handle(operatorChoose, ({ mode, format, name }, modem) => choose(modem, mode, format, name)),
];
