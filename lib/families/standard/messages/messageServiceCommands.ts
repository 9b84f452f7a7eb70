import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { integer } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text } from '../../../grammar/codecs/text';

/** How messages travel, are acknowledged and kept: 27.005 § 3.3 to § 3.5, 27.007 § 10.1.21. */

const ROUTE = '27.007 § 10.1.21';
const route = { route: integer };

export const messageRoute = command('+CGSMS=', {
  does: 'Sets how messages are sent: 0 packet, 1 circuit, 2 packet preferred, 3 circuit preferred.',
  source: ROUTE,
  takes: route,
  timeoutMs: 9_000,
  example: `
    > AT+CGSMS=3
    < OK`,
});

export const messageRouteSet = command('+CGSMS?', {
  does: 'Reads how messages are sent.',
  source: ROUTE,
  answers: route,
  timeoutMs: 9_000,
  example: `
    > AT+CGSMS?
    < +CGSMS: 3
    < OK`,
});

const ACKNOWLEDGE = '27.005 § 3.4.4; A76XX AT manual V1.09 page 231';

export const messageAcknowledge = command('+CNMA', {
  does: 'Acknowledges the message or report that came directly, where AT+CSMS=1 is set; a second time is CMS error 340.',
  source: ACKNOWLEDGE,
  timeoutMs: 9_000,
  example: `
    > AT+CNMA
    < OK`,
});

export const messageAcknowledgeAs = command('+CNMA=', {
  does: 'Acknowledges in PDU mode: 0 as without a number, 1 received, 2 refused.',
  source: '27.005 § 4.7',
  takes: { result: integer },
  timeoutMs: 9_000,
  example: `
    > AT+CNMA=1
    < OK`,
});

const link = { keeps: integer };

export const messageLink = command('+CMMS=', {
  does: 'Keeps the link open between messages: 0 not, 1 until a pause of 1 to 5 seconds, 2 until it is set again.',
  source: '27.005 § 3.5.6',
  takes: link,
  timeoutMs: 9_000,
  example: `
    > AT+CMMS=1
    < OK`,
});

export const messageLinkSet = command('+CMMS?', {
  does: 'Reads whether the link stays open between messages.',
  source: '27.005 § 3.5.6',
  answers: link,
  timeoutMs: 9_000,
  example: `
    > AT+CMMS?
    < +CMMS: 0
    < OK`,
});

const SAVING = '27.005 § 3.3.5, § 3.3.6; SIM800 AT manual V1.09';

export const messageSettingsSave = command('+CSAS', {
  does: 'Saves the settings of messages (AT+CSCA, AT+CSMP, AT+CSCB).',
  source: SAVING,
  timeoutMs: 5_000,
  example: `
    > AT+CSAS
    < OK`,
});

export const messageSettingsSaveAs = command('+CSAS=', {
  does: 'Saves the settings of messages (AT+CSCA, AT+CSMP, AT+CSCB) in a profile.',
  source: SAVING,
  takes: { profile: integer },
  timeoutMs: 5_000,
  example: `
    > AT+CSAS=0
    < OK`,
});

export const messageSettingsRestore = command('+CRES', {
  does: 'Restores the settings of messages that AT+CSAS saved.',
  source: SAVING,
  timeoutMs: 5_000,
  example: `
    > AT+CRES
    < OK`,
});

export const messageSettingsRestoreFrom = command('+CRES=', {
  does: 'Restores the settings of messages that AT+CSAS saved in a profile.',
  source: SAVING,
  takes: { profile: integer },
  timeoutMs: 5_000,
  example: `
    > AT+CRES=0
    < OK`,
});

const BROADCASTS = '27.005 § 3.3.4; SIM800 AT manual V1.09 pages 350–354';

export const broadcastChannels = command('+CSCB=', {
  does: 'Chooses the cell broadcasts that are taken (0) or not taken (1), by lists of channels and codings.',
  source: BROADCASTS,
  takes: { mode: integer, channels: optional(text), codings: optional(text) },
  timeoutMs: 9_000,
  example: `
    > AT+CSCB=0,"50,52","0-3"
    < OK`,
});

export const broadcastChannelsSet = command('+CSCB?', {
  does: 'Reads which cell broadcasts are taken.',
  source: BROADCASTS,
  answers: { mode: unlisted(integer), channels: text, codings: text },
  timeoutMs: 9_000,
  example: `
    > AT+CSCB?
    < +CSCB: 0,"50,52","0-3"
    < OK`,
});
