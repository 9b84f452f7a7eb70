import {
  activity,
  commandsKnown,
  lock,
  manufacturerV250,
  modelV250,
  revisionV250,
  serialNumberV250,
  settingsShown,
} from '../../../families/standard/capabilityCommands';
import { answerLine, spokenLine } from '../../core/utterance';
import { handle, type Handler } from '../../core/handler';
import { NOT_ALLOWED, ok, refused } from '../../core/reply';

/** What programs that meet a modem for the first time ask it: V.250 § 6.1, 27.007 § 5, § 7, § 8. */

const ASK = 2;
const digit = (on: boolean): string => (on ? '1' : '0');

export const capabilityHandlers: readonly Handler[] = [
  handle(manufacturerV250, (_, { family }) =>
    ok(answerLine(manufacturerV250, { text: family.identity.manufacturer })),
  ),
  handle(modelV250, (_, { family }) => ok(answerLine(modelV250, { text: family.identity.model }))),
  handle(revisionV250, (_, { family }) =>
    ok(answerLine(revisionV250, { text: family.identity.productRevision })),
  ),
  handle(serialNumberV250, (_, { family }) =>
    ok(answerLine(serialNumberV250, { text: family.identity.imei })),
  ),
  handle(settingsShown, (_, { state }) =>
    ok(
      spokenLine(`E${digit(state.echo)} Q${digit(state.quiet)} V${digit(state.verbose)}`, 'info'),
      spokenLine(`+CMEE: ${state.errorReports}`, 'info'),
      ...[...state.settings]
        .filter(([name]) => name.startsWith('+'))
        .map(([name, value]) => spokenLine(`${name}: ${value}`, 'info')),
    ),
  ),
  handle(commandsKnown, (_, { commandNames }) =>
    ok(...commandNames.map((name) => answerLine(commandsKnown, { text: `AT${name}` }))),
  ),
  handle(activity, () => ok(answerLine(activity, { status: 0 }))),
  // Nothing is locked but a SIM that waits for its PIN, and nothing can be.
  handle(lock, ({ facility, mode }, { state }) =>
    mode === ASK
      ? ok(answerLine(lock, { on: facility.toUpperCase() === 'SC' && state.sim === 'SIM PIN' ? 1 : 0 }))
      : refused(NOT_ALLOWED),
  ),
];
