import { operatorChoose } from '../../../families/standard/capabilityCommands';
import { operator } from '../../../families/standard/networkCommands';
import { answerLine } from '../../core/utterance';
import { charset } from './messages/charset';
import { handle, type Bench, type Handling } from '../../core/handler';
import { ok, refused, type Reply } from '../../core/reply';
import { statusOf } from './networkHandlers';

/** Operators: there is one (27.007 § 7.3). */

const NO_NETWORK = 30;
const DETACHED = 2;
const FORMAT_ONLY = 3;

const formatOf = ({ state }: Bench): number => Number(state.settings.get('+COPS') ?? 0);

/** Long name, short name, digits. */
const namesOf = ({ family: { identity } }: Bench): readonly string[] => [
  identity.operator,
  identity.operatorShort,
  identity.imsi.slice(0, 5),
];

const modeOf = ({ state }: Bench): number => Number(state.settings.get('+COPS mode') ?? 0);

const choose = (bench: Bench, mode: number, format: number | undefined, name: string | undefined): Reply => {
  if (mode < 0 || mode > 4 || (format ?? 0) > 2) return refused();
  const { settings } = bench.state;
  if (format !== undefined) settings.set('+COPS', String(format));
  if (mode === FORMAT_ONLY) return ok();
  const isOurs = name === undefined || namesOf(bench)[format ?? 0] === charset.read(name, bench.state);
  if (!isOurs) return refused(NO_NETWORK);
  settings.set('+COPS mode', String(mode));
  bench.register(mode === DETACHED ? 0 : bench.knobs.registration);
  return ok();
};

export const operators: readonly Handling[] = [
  handle(operator, (_, bench) => {
    const status = statusOf(bench);
    const mode = modeOf(bench);
    if (status !== 1 && status !== 5) return ok(answerLine(operator, { mode }));
    const format = formatOf(bench);
    const told = namesOf(bench)[format] ?? '';
    const name = format === 2 ? told : charset.show(told, bench.state);
    return ok(answerLine(operator, { mode, format, name, technology: bench.family.identity.technology }));
  }),
  handle(operatorChoose, ({ mode, format, name }, bench) => choose(bench, mode, format, name)),
];
