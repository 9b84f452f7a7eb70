import { integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { quoted, text, words } from '../../../grammar/codecs/text';
import { patternForm } from '../../../grammar/forms/patternForm';
import { urc } from '../../../grammar/urc';
import { ipAddressWord } from './ipAddressWord';
import { linkForm, linkNumber } from './linkForm';
import { sendFields, sendForm } from './sendForm';

/** What the SIM800’s own TCP/IP stack reports of its connections. */

const SOURCE = 'SIM800 AT manual V1.09 pages 221–248; TCPIP note V1.00 pages 6–29';

const link = integerBetween(0, 5);

/** A line of fixed words about a connection. */
const ofLink = (words: string, tells: string, isEnd = false) =>
  urc(words, {
    // A CIPSEND on the same connection has no other answer then.
    ...(isEnd && {
      isEnd: (line: string, args: Readonly<Record<string, unknown>>) =>
        line.startsWith(`${String(args['link'])},`),
    }),
    tells,
    source: SOURCE,
    gives: { link: optional(linkNumber) },
    form: linkForm(words),
    example: `0, ${words}`,
  });

export const ipOpened = ofLink('CONNECT OK', 'Reports that a connection is open.');

export const ipNotOpened = ofLink(
  'CONNECT FAIL',
  'Reports that a connection could not be opened; it may come long after CIPSTART.',
);

export const ipAlreadyOpen = ofLink(
  'ALREADY CONNECT',
  'Reports that CIPSTART named a connection that is open.',
);

export const ipClosed = ofLink(
  'CLOSED',
  'Reports that the peer, or the network, closed a connection; bytes that wait in the modem can still be read.',
  true,
);

export const ipCloseDone = ofLink(
  'CLOSE OK',
  'Reports that CIPCLOSE closed a connection, where no CIPCLOSE waits for it.',
);

export const ipSendDone = urc('SEND OK', {
  tells: 'Reports the result of a CIPSEND that does not wait for it any more.',
  source: SOURCE,
  gives: sendFields,
  form: sendForm,
  example: '0, SEND OK',
});

export const ipStateNow = urc('STATE', {
  tells: 'Reports the state of the IP stack, in front of a CONNECT FAIL.',
  source: SOURCE,
  gives: { state: words },
  example: 'STATE: TCP CLOSED',
});

export const ipLinkStateNow = urc('C', {
  tells: 'Reports the state of one of six connections, behind the answer to CIPSTATUS.',
  source: SOURCE,
  gives: {
    link,
    bearer: optional(integer),
    protocol: text,
    address: text,
    port: text,
    state: text,
  },
  example: 'C: 0,0,"TCP","93.184.216.34","80","CONNECTED"',
});

export const ipServerStateNow = urc('S', {
  tells: 'Reports the state of the listening port, behind the answer to CIPSTATUS.',
  source: SOURCE,
  gives: { server: integer, bearer: optional(integer), port: text, state: text },
  example: 'S: 0,0,"8888","LISTENING"',
});

export const ipDataArrived = urc('+CIPRXGET: 1,', {
  tells: 'Reports that received bytes of one of six connections wait in the modem.',
  source: SOURCE,
  gives: { link },
  example: '+CIPRXGET: 1,0',
});

export const ipDataArrivedSingle = urc('+CIPRXGET: 1', {
  tells: 'Reports that received bytes of the only connection wait in the modem.',
  source: SOURCE,
  example: '+CIPRXGET: 1',
});

export const ipResolved = urc('+CDNSGIP: 1,', {
  tells: 'Reports the addresses of a host name.',
  source: SOURCE,
  gives: { host: quoted, address: quoted, other: optional(quoted) },
  example: '+CDNSGIP: 1,"example.com","93.184.216.34"',
});

export const ipNotResolved = urc('+CDNSGIP: 0,', {
  tells: 'Reports that a host name has no address: 8 no such name, 3 network.',
  source: SOURCE,
  gives: { code: integer },
  example: '+CDNSGIP: 0,8',
});

export const ipServerListens = urc('SERVER OK', {
  tells: 'Reports that CIPSERVER listens.',
  source: SOURCE,
  example: 'SERVER OK',
});

export const ipServerClosed = urc('SERVER CLOSE', {
  tells: 'Reports that CIPSERVER does not listen any more.',
  source: SOURCE,
  example: 'SERVER CLOSE',
});

const REMOTE = { link: optional(linkNumber), address: ipAddressWord };

export const ipClientArrived = urc('REMOTE IP', {
  tells: 'Reports that a client connected to the listening port, and which connection it has.',
  source: SOURCE,
  gives: REMOTE,
  form: {
    ...patternForm(REMOTE, {
      shows: '<link>, REMOTE IP: <address>',
      pattern: /^(?:([0-5])\s*,\s*)?REMOTE IP\s*:\s*(\S+)$/,
      loosely: /^(?:([0-5]),)?REMOTE IP\s*:\s*(\S+)$/i,
      write: ({ link: of, address }) => `${of === undefined ? '' : `${of}, `}REMOTE IP: ${address}`,
    }),
    key: 'REMOTE',
    keys: ['0', '1', '2', '3', '4', '5', 'REMOTE'],
  },
  example: '0, REMOTE IP: 10.12.13.14',
});
