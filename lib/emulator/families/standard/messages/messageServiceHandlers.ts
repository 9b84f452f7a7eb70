import {
  messageService,
  messageServiceSet,
  serviceCentre,
  serviceCentreSet,
} from '../../../../families/standard/messageCommands';
import {
  broadcastChannels,
  broadcastChannelsSet,
  messageAcknowledge,
  messageAcknowledgeAs,
  messageRoute,
  messageRouteSet,
} from '../../../../families/standard/messages/messageServiceCommands';
import { emulatedForm } from '../../../core/emulatedForm';
import { handle, type Handler, type HandlerContext } from '../../../core/handler';
import { ok, refused, type Reply } from '../../../core/reply';
import { answerLine, spokenLine } from '../../../core/utterance';
import { charset } from './charset';
import { acknowledge } from './acknowledgements';

/** How messages travel and are acknowledged: 27.005 § 3.2.1, § 3.3, § 3.4.4, 27.007 § 10.1.21. */

const [INTERNATIONAL, AS_DIALLED] = [145, 129];
const NOT_EXPECTED = { cms: 340 };
const RECEIVED_WELL = 1;
const REFUSED = 2;

const acknowledged = (modem: HandlerContext, result: number): Reply => {
  if (result < 0 || result > REFUSED) return refused();
  return acknowledge(modem, result <= RECEIVED_WELL) ? ok() : refused(NOT_EXPECTED);
};

const SERVICES = { receives: true, sends: true, broadcasts: true };

const serviceHandlers: readonly Handler[] = [
  handle(messageService, ({ service }, { state }) => {
    if (service !== 0 && service !== 1) return refused();
    state.settings.set('+CSMS', String(service));
    return ok(answerLine(messageService, SERVICES));
  }),
  handle(messageServiceSet, (_, { state }) =>
    ok(answerLine(messageServiceSet, { service: Number(state.settings.get('+CSMS') ?? 0), ...SERVICES })),
  ),
  handle(messageAcknowledge, (_, modem) => acknowledged(modem, 0)),
  handle(messageAcknowledgeAs, ({ result }, modem) => acknowledged(modem, result)),
  handle(emulatedForm('+CNMA=?'), () => ok(spokenLine('+CNMA: (0-2)', 'info'))),
];

const centreHandlers: readonly Handler[] = [
  handle(serviceCentre, ({ number, type }, { state, card }) => {
    const read = charset.read(number, state);
    if (read === undefined || !/^\+?\d+$/.test(read)) return refused();
    card.centre = type === INTERNATIONAL && !read.startsWith('+') ? `+${read}` : read;
    return ok();
  }),
  handle(serviceCentreSet, (_, { state, card: { centre } }) =>
    ok(
      answerLine(serviceCentreSet, {
        number: charset.show(centre, state),
        type: centre.startsWith('+') ? INTERNATIONAL : AS_DIALLED,
      }),
    ),
  ),
];

const routeHandlers: readonly Handler[] = [
  handle(messageRoute, ({ route }, { state, family }) => {
    const set = family.messages.routes[route];
    if (set === undefined) return refused();
    state.settings.set('+CGSMS', String(set));
    return ok();
  }),
  handle(messageRouteSet, (_, { state, family }) =>
    ok(
      answerLine(messageRouteSet, {
        route: Number(state.settings.get('+CGSMS') ?? family.messages.route),
      }),
    ),
  ),
  handle(broadcastChannels, ({ mode, channels = '', codings = '' }, { state }) => {
    if (mode !== 0 && mode !== 1) return refused();
    state.settings.set('+CSCB', `${mode},"${channels}","${codings}"`);
    return ok();
  }),
  handle(broadcastChannelsSet, (_, { state }) =>
    ok(spokenLine(`+CSCB: ${state.settings.get('+CSCB') ?? '0,"",""'}`, 'info')),
  ),
];

export const messageServiceHandlers: readonly Handler[] = [
  ...serviceHandlers,
  ...centreHandlers,
  ...routeHandlers,
];
