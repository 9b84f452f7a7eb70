import { factorySettings, storeSettings } from '../../commands/basic';
import { clock } from '../../commands/clock';
import {
  attention,
  echo,
  errorReports,
  errorReportsSet,
  quiet,
  resetSettings,
  verbose,
} from '../../commands/general';
import {
  capabilities,
  information,
  manufacturer,
  model,
  serialNumber,
  subscriber,
} from '../../commands/identity';
import { answerLine } from '../answerLine';
import { handle, type Handling } from '../handler';
import { ok } from '../reply';
import { freshState } from '../state';

/** What every modem has: attention, echo, result codes, identity (V.250 § 6, 27.007 § 5). */

/** Echo, result codes and error reports are the parameters that ATZ and AT&F set back. */
const toDefaults = handle(resetSettings, (_, { state, family, knobs }) => {
  const {
    echo: on,
    verbose: words,
    quiet: none,
    errorReports: mode,
  } = freshState(family, { ...knobs, echo: true });
  Object.assign(state, { echo: on, verbose: words, quiet: none, errorReports: mode });
  return ok();
});

export const general: readonly Handling[] = [
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
  toDefaults,
  { ...toDefaults, definition: factorySettings },
  handle(storeSettings, () => ok()),
  handle(errorReports, ({ mode }, { state }) => {
    state.errorReports = mode as 0 | 1 | 2;
    return ok();
  }),
  handle(errorReportsSet, (_, { state }) => ok(answerLine(errorReportsSet, { mode: state.errorReports }))),
  handle(information, (_, { family: { identity } }) =>
    ok(answerLine(information, { text: `${identity.model} ${identity.revision}` })),
  ),
  handle(manufacturer, (_, { family }) =>
    ok(answerLine(manufacturer, { text: family.identity.manufacturer })),
  ),
  handle(model, (_, { family }) => ok(answerLine(model, { text: family.identity.model }))),
  handle(serialNumber, (_, { family }) => ok(answerLine(serialNumber, { imei: family.identity.imei }))),
  handle(subscriber, (_, { family }) => ok(answerLine(subscriber, { imsi: family.identity.imsi }))),
  handle(capabilities, () => ok(answerLine(capabilities, { list: '+CGSM' }))),
  handle(clock, () => ok(answerLine(clock, { time: '04/01/01,00:00:40+12' }))),
];
