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
import { handle, type Handler, type HandlerContext } from '../../core/handler';
import { NOT_ALLOWED, ok, refused, type Reply } from '../../core/reply';
import { MAX_PIN_TRIES } from '../../core/state';
import { wrongPin } from './networkHandlers';

/** What programs that meet a modem for the first time ask it: V.250 § 6.1, 27.007 § 5, § 7, § 8. */

const ASK = 2;
const digit = (on: boolean): string => (on ? '1' : '0');

/** States of a call in `+CLCC` that ring here, and what `+CPAS` calls them (27.007 § 8.1). */
const RINGING: readonly number[] = [4, 5];
const ACTIVITY = { rings: 3, call: 4 } as const;

/** Whether the SIM asks for its PIN at each start: also while it has been entered. */
const asksPin = ({ environment: { sim } }: HandlerContext): boolean => sim === 'SIM PIN' || sim === 'SIM PUK';

/** Locks the SIM with its PIN, or unlocks it; it shows at the next start (27.007 § 7.4). */
const lockCard = (modem: HandlerContext, on: boolean, password: string | undefined): Reply => {
  const { state, environment } = modem;
  if (state.sim !== 'READY' || password === undefined) return refused(NOT_ALLOWED);
  if (password !== environment.pin) return wrongPin(modem);
  environment.pinTriesLeft = MAX_PIN_TRIES;
  environment.sim = on ? 'SIM PIN' : 'READY';
  return ok();
};

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
  handle(activity, (_, { state: { calls } }) => {
    const rings = calls.some(({ state }) => RINGING.includes(state));
    return ok(
      answerLine(activity, { status: rings ? ACTIVITY.rings : calls.length > 0 ? ACTIVITY.call : 0 }),
    );
  }),
  // The SIM's PIN can be asked for or not; nothing else can be locked.
  handle(lock, ({ facility, mode, password }, modem) => {
    const isCard = facility.toUpperCase() === 'SC';
    if (mode === ASK) return ok(answerLine(lock, { on: isCard && asksPin(modem) ? 1 : 0 }));
    return isCard && (mode === 0 || mode === 1)
      ? lockCard(modem, mode === 1, password)
      : refused(NOT_ALLOWED);
  }),
];
