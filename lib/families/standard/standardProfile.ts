import { concat, defer, EMPTY, filter, map, mergeMap, of } from 'rxjs';
import type { BearerDialect } from '../../dialects/bearerDialect';
import type { Bearer, Clock, Power } from '../../dialects/modemStates';
import { stageResult, type Stage } from '../../dialects/networkDialect';
import type { Profile } from '../../dialects/profile';
import { inOrder } from '../../dialects/steps/inOrder';
import { onRefusal } from '../../dialects/steps/onRefusal';
import { stateRule, type Views } from '../../dialects/views';
import { readClock } from '../../grammar/clockTime';
import { urc } from '../../grammar/urc';
import { vocabularyOf } from '../../grammar/vocabulary';
import { ofUrc } from '../../../operators/ofUrc';
import * as basic from './basicCommands';
import { callsView } from './calls/callsView';
import { messagesView } from './messages/messagesView';
import { hangUpAll } from './callCommands';
import * as calls from './callUrcs';
import * as clockCommands from './clockCommands';
import * as contexts from './contextCommands';
import * as general from './generalCommands';
import * as identity from './identityCommands';
import * as messages from './messageUrcs';
import * as network from './networkCommands';
import { attachmentStage, isAddress } from './network/attachmentStage';
import { registrationDomains } from './network/registered';
import { registrationStages } from './network/registrationStages';
import { signalStage } from './network/signalStage';
import { simStage } from './network/simStage';
import * as networkUrcs from './networkUrcs';
import * as power from './powerCommands';
import * as reports from './reportCommands';
import * as serial from './serialCommands';
import { standardCheckup } from './standardCheckup';
import { standardHealth } from './standardHealth';
import { standardIdentity } from './standardIdentity';
import { standardTables } from './standardTables';
import { standardViews } from './standardViews';
import { stateQuestions } from './stateQuestions';

const CID = 1;

const tables = [
  ...[basic, calls, clockCommands, contexts, general, identity, messages, network],
  ...[networkUrcs, power, reports, serial, ...standardTables],
];

const ready = urc('RDY', {
  tells: 'Tells that the modem has started.',
  source: 'observed on modems of several makers',
  example: 'RDY',
});

/** PDP context 1 by 27.007 § 10.1. */
const bearer: BearerDialect = {
  open: (channel, { apn }) =>
    concat(
      inOrder(channel, apn === undefined ? undefined : contexts.contextDefine({ cid: CID, type: 'IP', apn })),
      defer(() => channel.send(contexts.contextActive())).pipe(
        mergeMap(({ values }) =>
          values.some(({ cid, on }) => cid === CID && on)
            ? EMPTY
            : inOrder(channel, contexts.contextActivate({ on: true, cid: CID })),
        ),
      ),
    ),
  close: (channel) =>
    inOrder(channel, contexts.contextActivate({ on: false, cid: CID })).pipe(onRefusal(() => EMPTY)),
  lost: ({ urcs }) =>
    urcs.pipe(
      ofUrc(networkUrcs.packetEvent),
      filter(({ event }) => /^NW (?:DETACH|(?:PDN )?DEACT)/.test(event)),
      map((values) => networkUrcs.packetEvent.form.write(values)),
    ),
};

const contextStage: Stage = {
  name: 'bearer',
  limit: 'bearer',
  onBearer: true,
  look: (channel) =>
    channel.send(contexts.contextAddress({ cid: CID })).pipe(
      map(({ values }) => {
        const address = values.find(({ cid }) => cid === CID)?.address;
        return isAddress(address)
          ? stageResult.passed({ step: 'bearer', address })
          : stageResult.notYet(`context ${CID} has no address`);
      }),
    ),
  advice: () => of('check the APN, then restart the module'),
};

const closed = (): Bearer => ({ isOpen: false });

const views: Views = {
  ...standardViews(() => []),
  calls: callsView(hangUpAll),
  messages: messagesView(),
  bearer: {
    rules: [
      stateRule.answer(contexts.contextActive, ({ cid, on }, last: Bearer | undefined) =>
        cid === CID && on !== undefined ? { ...last, isOpen: on } : undefined,
      ),
    ],
    afterRestart: closed,
  },
  power: {
    rules: [],
    afterRestart: (last): Power => ({ ...last, state: 'on', restarts: (last?.restarts ?? 0) + 1 }),
  },
  clock: {
    rules: [stateRule.answer(clockCommands.clock, ({ time }): Clock | undefined => readClock(time))],
  },
};

const { packet, lte } = registrationDomains;

/**
 * A profile of no maker, by V.250, 27.007 and 27.005 alone: no HTTP, no FTP, no files. A family of another package begins with a
 * spread, and adds or replaces what its modem does otherwise.
 *
 *     const acme: Profile = { ...standardProfile, name: 'acme', title: 'ACME', vocabulary: vocabularyOf(…), http: acmeHttp };
 */
export const standardProfile: Profile = Object.freeze({
  name: 'standard',
  title: 'modem by 27.007',
  vocabulary: vocabularyOf(...tables, { ready }),
  boot: [ready],
  off: [],
  attention: general.attention(),
  attentionInWords: general.resultsInWords(),
  bringUp: [general.echo({ on: false }), general.errorReports({ mode: 1 })],
  maxLineChars: 1_024,
  identity: standardIdentity({
    likely: /\d/,
    revision: () => of(null),
    iccid: () => of(null),
  }),
  profileFor: () => undefined,
  power: {
    restart: power.functionalitySet({ level: 1, restart: true }),
    powerDown: power.functionalitySet({ level: 0 }),
  },
  health: standardHealth(() => of(null)),
  checkup: standardCheckup,
  stateQuestions,
  bearer,
  network: {
    stages: [simStage, signalStage, ...registrationStages(packet, lte), attachmentStage, contextStage],
  },
  views,
});
