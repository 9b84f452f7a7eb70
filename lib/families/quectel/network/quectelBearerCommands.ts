import { unlisted } from '../../../grammar/codecs/unlisted';
import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { remainder, text, textUpTo } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';
import { PROBE_MS } from '../../standard/probeMs';

/** Quectel's PDP contexts: what HTTP, FTP and sockets ride on. */

const SOURCE = 'BG96 TCP/IP AT Commands Manual V1.0 chapter 2.1';
const context = integerBetween(1, 16);

export const quectelContext = command('+QICSGP=', {
  does: 'Sets APN, user, password and authentication of a PDP context. An EC200U takes it only while the context is inactive.',
  source: SOURCE,
  takes: {
    context,
    type: choice({ ipv4: 1, ipv6: 2, ipv4v6: 3 }),
    apn: textUpTo(127),
    user: textUpTo(127),
    password: textUpTo(127),
    authentication: choice({ none: 0, pap: 1, chap: 2, either: 3 }),
  },
  secret: () => ['user', 'password'],
  timeoutMs: 9_000,
  example: `
    > AT+QICSGP=1,1,"UNINET","","",0
    < OK`,
});

export const quectelContextState = command('+QICSGP=', {
  does: 'Reads APN, user, password and authentication of a PDP context.',
  source: SOURCE,
  takes: { context },
  answers: {
    type: integer,
    apn: text,
    user: text,
    password: text,
    authentication: optional(integer),
  },
  hidesAnswer: true,
  timeoutMs: 9_000,
  asks: true,
  example: `
    > AT+QICSGP=1
    < +QICSGP: 1,"","","",0
    < OK`,
});

export const quectelActivate = command('+QIACT=', {
  does: 'Activates a PDP context; the network may take 150 s.',
  source: SOURCE,
  takes: { context },
  timeoutMs: 155_000,
  probeMs: PROBE_MS,
  example: `
    > AT+QIACT=1
    < OK`,
});

export const quectelActive = command('+QIACT?', {
  does: 'Lists the PDP contexts that are active, with their addresses; none: OK alone.',
  source: SOURCE,
  answers: { context: integer, state: unlisted(integer), type: unlisted(integer), address: optional(text) },
  mayBeEmpty: true,
  timeoutMs: 155_000,
  probeMs: PROBE_MS,
  example: `
    > AT+QIACT?
    < +QIACT: 1,1,1,"10.7.157.1"
    < OK`,
});

export const quectelDeactivate = command('+QIDEACT=', {
  does: 'Deactivates a PDP context; the network may take 40 s.',
  source: SOURCE,
  takes: { context },
  timeoutMs: 45_000,
  probeMs: PROBE_MS,
  example: `
    > AT+QIDEACT=1
    < OK`,
});

export const quectelLastError = command('+QIGETERROR', {
  does: 'Reads why the last command of contexts and sockets failed.',
  source: 'BG96 TCP/IP AT Commands Manual V1.0 pages 40–42',
  answers: { code: integer, words: remainder },
  timeoutMs: 9_000,
  example: `
    > AT+QIGETERROR
    < +QIGETERROR: 561,open PDP context failed
    < OK`,
});

export const quectelDeactivated = urc('+QIURC: "pdpdeact",', {
  tells: 'Tells that the network deactivated a PDP context.',
  source: 'BG96 TCP/IP AT Commands Manual V1.0 page 38',
  gives: { context: integer },
  isEnd: () => true,
  example: '+QIURC: "pdpdeact",1',
});
