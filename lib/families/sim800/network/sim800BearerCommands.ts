import { unlisted } from '../../../grammar/codecs/unlisted';
import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { integerBetween } from '../../../grammar/codecs/integer';
import { patternForm } from '../../../grammar/forms/patternForm';
import { remainder, text } from '../../../grammar/codecs/text';
import { isSecretBearerTag } from '../../../grammar/secrets';
import { urc } from '../../../grammar/urc';
import { optional } from '../../../grammar/codecs/optional';
import { PROBE_MS } from '../../standard/probeMs';

/** The SIM800's bearer profiles (`SAPBR`): what HTTP and FTP ride on. */

const SOURCE = 'SIM800 AT manual V1.09 pages 249–250; IP note § 3.1';
const cid = integerBetween(1, 3);

export const bearerSet = command('+SAPBR=3,', {
  does: 'Sets a parameter of a bearer profile: Contype, APN, USER, PWD.',
  source: SOURCE,
  takes: { cid, tag: text, value: text },
  secret: ({ tag }) => (isSecretBearerTag(tag) ? ['value'] : []),
  timeoutMs: 2_000,
  example: `
    > AT+SAPBR=3,1,"APN","CMNET"
    < OK`,
});

export const bearerOpen = command('+SAPBR=1,', {
  does: 'Opens a bearer. Refused where it is open already.',
  source: SOURCE,
  takes: { cid },
  timeoutMs: 85_000,
  probeMs: PROBE_MS,
  example: `
    > AT+SAPBR=1,1
    < OK`,
});

export const bearerClose = command('+SAPBR=0,', {
  does: 'Closes a bearer. Refused where it is closed already.',
  source: SOURCE,
  takes: { cid },
  timeoutMs: 65_000,
  probeMs: PROBE_MS,
  example: `
    > AT+SAPBR=0,1
    < OK`,
});

export const bearerState = command('+SAPBR=2,', {
  does: 'Reads whether a bearer is open, and its address.',
  source: SOURCE,
  takes: { cid },
  answers: {
    cid,
    status: unlisted(choice({ connecting: 0, connected: 1, closing: 2, closed: 3 })),
    address: optional(text),
  },
  timeoutMs: 5_000,
  example: `
    > AT+SAPBR=2,1
    < +SAPBR: 1,1,"10.89.193.1"
    < OK`,
});

export const bearerRead = command('+SAPBR=4,', {
  does: 'Reads the parameters of a bearer profile: a header, then a line for each.',
  source: 'SIM800 AT manual V1.09 pages 249–250; how the lines are set is not sure',
  takes: { cid },
  answers: { line: remainder },
  answerHeader: '',
  hidesAnswer: true,
  timeoutMs: 5_000,
  asks: true,
  example: `
    > AT+SAPBR=4,1
    < +SAPBR:
    < CONTYPE: GPRS
    < APN: CMNET
    < OK`,
});

const LOST = { cid };

export const bearerLost = urc('+SAPBR', {
  isEnd: () => true,
  tells: 'Tells that the network took a bearer away.',
  source: 'SIM800 AT manual V1.09 pages 249–250, § 19.3',
  gives: LOST,
  form: patternForm(LOST, {
    shows: '+SAPBR <cid>: DEACT',
    pattern: /^\+SAPBR\s+(\d)\s*:\s*DEACT$/,
    loosely: /^\+SAPBR\s*(\d)\s*:\s*DEACT$/i,
    write: (values) => `+SAPBR ${values.cid}: DEACT`,
  }),
  example: '+SAPBR 1: DEACT',
});

export const contextLost = urc('+PDP: DEACT', {
  isEnd: () => true,
  tells: 'Tells that GPRS was lost.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  example: '+PDP: DEACT',
});
