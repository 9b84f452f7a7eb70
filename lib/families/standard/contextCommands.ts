import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { flag, integer, integerBetween } from '../../grammar/codecs/integer';
import { optional } from '../../grammar/codecs/optional';
import { remainder, text, word } from '../../grammar/codecs/text';
import { PROBE_MS } from './probeMs';

/** PDP contexts: 27.007 § 10.1. The A76XX’s HTTP and FTP use one; the SIM800 has them beside its bearer profiles. */

const cid = integerBetween(1, 15);

export const contextDefine = command('+CGDCONT=', {
  does: 'Defines a PDP context: type and APN. A context number alone deletes it.',
  source: '27.007 § 10.1.1; SIM800 AT manual V1.09 page 209; A76XX AT manual V1.09 page 113',
  takes: {
    cid,
    type: optional(text),
    apn: optional(text),
    address: optional(text),
    dataCompression: optional(integer),
    headerCompression: optional(integer),
  },
  timeoutMs: 9_000,
  example: `
    > AT+CGDCONT=1,"IP","CMNET"
    < OK`,
});

export const contextDefined = command('+CGDCONT?', {
  does: 'Reads the PDP contexts that are defined.',
  source: '27.007 § 10.1.1; A76XX AT manual V1.09 page 113',
  answers: { cid: integer, type: text, apn: text, rest: optional(remainder) },
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+CGDCONT?
    < +CGDCONT: 1,"IP","CMNET","0.0.0.0",0,0
    < OK`,
});

export const contextActivate = command('+CGACT=', {
  does: 'Activates a PDP context, or deactivates it; all contexts if none is named.',
  source: '27.007 § 10.1.10; SIM800 AT manual V1.09 page 213; A76XX AT manual V1.09 page 121',
  takes: { on: flag, cid: optional(cid) },
  timeoutMs: 120_000,
  probeMs: PROBE_MS,
  example: `
    > AT+CGACT=1,1
    < OK`,
});

export const contextActive = command('+CGACT?', {
  does: 'Reads which PDP contexts are active.',
  source: '27.007 § 10.1.10; A76XX AT manual V1.09 page 121',
  answers: { cid: integer, on: unlisted(flag) },
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+CGACT?
    < +CGACT: 1,1
    < OK`,
});

export const contextAddress = command('+CGPADDR=', {
  does: 'Reads the address of a PDP context.',
  source: '27.007 § 10.1.14; A76XX AT manual V1.09 page 124',
  takes: { cid },
  answers: { cid: integer, address: optional(word), second: optional(word) },
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+CGPADDR=1
    < +CGPADDR: 1,10.83.214.110
    < OK`,
});
