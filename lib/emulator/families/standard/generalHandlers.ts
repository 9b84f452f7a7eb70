import { factorySettings, storeSettings } from '../../../families/standard/basicCommands';
import {
  attention,
  echo,
  errorReports,
  errorReportsSet,
  quiet,
  resetSettings,
  verbose,
} from '../../../families/standard/generalCommands';
import {
  capabilities,
  information,
  manufacturer,
  model,
  serialNumber,
  subscriber,
} from '../../../families/standard/identityCommands';
import { clockHandlers } from '../../clock/clockHandlers';
import { answerLine } from '../../core/utterance';
import { handle, type Handler } from '../../core/handler';
import { ok } from '../../core/reply';
import { factoryProfile, loadProfile, takeProfile } from '../../core/storedProfile';
import { ofCard } from '../../core/ofCard';

/** What every modem has: attention, echo, result codes, identity (V.250 § 6, 27.007 § 5). */

export const generalHandlers: readonly Handler[] = [
  handle(attention, () => ok()),
  handle(echo, ({ on }, { state }) => {
    state.echo = on;
    return ok();
  }),
  handle(verbose, ({ on }, { state }) => {
    state.verbose = on;
    return ok();
  }),
  handle(quiet, ({ on }, { state }) => {
    state.quiet = on;
    return ok();
  }),
  handle(resetSettings, (_, { state, family, settings, profile }) => {
    loadProfile(state, profile.stored ?? factoryProfile(family, settings));
    return ok();
  }),
  handle(factorySettings, (_, { state, family, settings }) => {
    loadProfile(state, factoryProfile(family, settings));
    return ok();
  }),
  handle(storeSettings, (_, { state, profile }) => {
    profile.stored = takeProfile(state);
    return ok();
  }),
  handle(errorReports, ({ mode }, { state }) => {
    state.errorReports = mode as 0 | 1 | 2;
    return ok();
  }),
  handle(errorReportsSet, (_, { state }) => ok(answerLine(errorReportsSet, { mode: state.errorReports }))),
  handle(information, (_, { family: { identity } }) =>
    ok(...identity.information.map((text) => answerLine(information, { text }))),
  ),
  handle(manufacturer, (_, { family }) =>
    ok(answerLine(manufacturer, { text: family.identity.manufacturer })),
  ),
  handle(model, (_, { family }) => ok(answerLine(model, { text: family.identity.model }))),
  handle(serialNumber, (_, { family }) => ok(answerLine(serialNumber, { imei: family.identity.imei }))),
  handle(subscriber, (_, { family, state }) =>
    ofCard(state, answerLine(subscriber, { imsi: family.identity.imsi }), true),
  ),
  handle(capabilities, () => ok(answerLine(capabilities, { list: '+CGSM' }))),
  ...clockHandlers,
];
