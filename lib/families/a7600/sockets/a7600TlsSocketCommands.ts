import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import type { LineForm } from '../../../grammar/forms/lineForm';
import { patternForm } from '../../../grammar/forms/patternForm';
import { optional } from '../../../grammar/codecs/optional';
import { text } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';
import { PROBE_MS } from '../../standard/probeMs';

/** The A76XX’s and SIM7600’s two TLS connections (`CCH…`), with the TLS contexts that HTTPS uses (`CSSLCFG`). */

const SOURCE = 'A76XX AT manual V1.09 pages 431–447; SSL note V1.02';
const WAIT_MS = 120_000;
/** The time limit for reading bytes that the modem has received already: nothing is awaited from the network. */
const READ_MS = 15_000;
/** The most bytes that one `CCHSEND` takes and one `CCHRECV` brings. */
const MAX_BYTES = 2_048;

const session = integerBetween(0, 1);
const port = integerBetween(1, 65_535);

/** One part of what `CCHRECV` brings. */
interface Part {
  readonly session: number;
  /** Whether `number` counts the bytes that follow; otherwise it is the code that the answer ends with. */
  readonly isData: boolean;
  readonly number: number;
}

const PART = /^\+CCHRECV\s*:\s*(DATA\s*,\s*)?([01])\s*,\s*(\d{1,5})$/;

/** `+CCHRECV: DATA,0,5` announces five bytes, `+CCHRECV: 0,0` ends the answer. */
const partForm: LineForm<Part> = {
  key: '+CCHRECV',
  shows: '+CCHRECV: DATA,<session>,<length> | +CCHRECV: <session>,<code>',
  read: (line) => {
    const [, mark, of, number] = PART.exec(line) ?? [];
    if (number === undefined) return undefined;
    return Object.freeze({ session: Number(of), isData: mark !== undefined, number: Number(number) });
  },
  write: ({ session: of, isData, number }) => `+CCHRECV: ${isData ? 'DATA,' : ''}${of},${number}`,
};

/** The URC that reports the result of a command on one TLS connection: 0, or a code. */
const result = (name: string, of: string) =>
  urc(name, {
    tells: `Reports the result of ${of}: 0 or a code.`,
    source: SOURCE,
    gives: { session, code: integer },
    example: `${name}: 0,0`,
  });

export const tlsSocketSettings = command('+CCHSET=', {
  does: 'Sets whether CCHSEND reports its result, and whether received bytes wait until they are read; only before CCHSTART.',
  source: SOURCE,
  takes: { reportsSend: flag, manual: optional(flag) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CCHSET=1,1
    < OK`,
});

export const tlsSocketStart = command('+CCHSTART', {
  does: 'Starts the TLS socket service and activates its context; the result comes later.',
  source: SOURCE,
  timeoutMs: WAIT_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+CCHSTART
    < OK`,
});

export const tlsSocketStarted = urc('+CCHSTART', {
  tells: 'Reports the result of CCHSTART: 0 or a code.',
  source: SOURCE,
  gives: { code: integer },
  example: '+CCHSTART: 0',
});

export const tlsSocketStop = command('+CCHSTOP', {
  does: 'Stops the TLS socket service; the result comes later.',
  source: SOURCE,
  timeoutMs: WAIT_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+CCHSTOP
    < OK`,
});

export const tlsSocketStopped = urc('+CCHSTOP', {
  tells: 'Reports the result of CCHSTOP: 0 or a code.',
  source: SOURCE,
  gives: { code: integer },
  example: '+CCHSTOP: 0',
});

export const tlsSocketContext = command('+CCHSSLCFG=', {
  does: 'Sets the TLS context of a connection; a failed open and a close clear it.',
  source: SOURCE,
  takes: { session, context: integerBetween(0, 9) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CCHSSLCFG=0,1
    < OK`,
});

export const tlsSocketOpen = command('+CCHOPEN=', {
  does: 'Opens a TLS connection, or a plain one; the result comes later.',
  source: SOURCE,
  takes: { session, host: text, port, client: optional(choice({ tcp: 1, tls: 2 })) },
  timeoutMs: WAIT_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+CCHOPEN=0,"example.com",443,2
    < OK`,
});

export const tlsSocketPeers = command('+CCHOPEN?', {
  does: 'Reads the host and the port of each TLS connection; the fields of a closed one are empty.',
  source: SOURCE,
  answers: {
    session,
    host: text,
    port: optional(integer),
    client: optional(integer),
    localPort: optional(integer),
  },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CCHOPEN?
    < +CCHOPEN: 0,"example.com",443,2,54021
    < OK`,
});

export const tlsSocketOpened = result('+CCHOPEN', 'CCHOPEN');

export const tlsSocketSend = command('+CCHSEND=', {
  does: 'Sends bytes over a TLS connection: a prompt, then the bytes, then OK. With CCHSET=1 the result comes later.',
  source: SOURCE,
  takes: { session, size: integerBetween(1, MAX_BYTES) },
  prompt: { by: 'mark', mark: '>', withinMs: 10_000, isEndless: true },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CCHSEND=0,5
    < >
    >> hello
    < OK`,
});

export const tlsSocketSent = result('+CCHSEND', 'CCHSEND');

export const tlsSocketUnread = command('+CCHRECV?', {
  does: 'Reads how many received bytes of both TLS connections wait in the modem.',
  source: SOURCE,
  answers: { first: count, second: count },
  answerHeader: '+CCHRECV: LEN,',
  timeoutMs: WAIT_MS,
  example: `
    > AT+CCHRECV?
    < +CCHRECV: LEN,1024,0
    < OK`,
});

export const tlsSocketRead = command('+CCHRECV=', {
  does: 'Reads received bytes of a TLS connection: OK first, then counted parts, then +CCHRECV with a code.',
  source: SOURCE,
  takes: { session, size: optional(integerBetween(0, MAX_BYTES)) },
  answers: { session, isData: flag, number: count },
  answerForm: partForm,
  payload: ({ session: of, isData, number }, asked) => {
    if (of !== asked.session) return NaN;
    if (!isData) return 0;
    return number <= MAX_BYTES ? number : NaN;
  },
  ending: {
    by: 'last-answer',
    isLast: ({ isData }) => !isData,
    codeOf: ({ number }) => number,
  },
  timeoutMs: READ_MS,
  example: `
    > AT+CCHRECV=0,2048
    < OK
    < +CCHRECV: DATA,0,5
    << hello
    < +CCHRECV: 0,0`,
});

export const tlsSocketReadEnded = result('+CCHRECV', 'a CCHRECV that does not wait for it any more');

export const tlsSocketClose = command('+CCHCLOSE=', {
  does: 'Closes a TLS connection; the result comes later.',
  source: SOURCE,
  takes: { session },
  timeoutMs: WAIT_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+CCHCLOSE=0
    < OK`,
});

export const tlsSocketClosed = result('+CCHCLOSE', 'CCHCLOSE');

const EVENT_SHAPE = { session };

export const tlsSocketDataArrived = urc('+CCHEVENT', {
  tells: 'Reports that received bytes of a TLS connection wait in the modem.',
  source: SOURCE,
  gives: EVENT_SHAPE,
  form: patternForm(EVENT_SHAPE, {
    shows: '+CCHEVENT: <session>,RECV EVENT',
    pattern: /^\+CCHEVENT\s*:\s*([01])\s*,\s*RECV EVENT$/,
    loosely: /^\+CCHEVENT\s*:\s*([01]),RECV\s+EVENT$/i,
    write: ({ session: of }) => `+CCHEVENT: ${of},RECV EVENT`,
  }),
  example: '+CCHEVENT: 0,RECV EVENT',
});

export const tlsSocketPeerClosed = urc('+CCH_PEER_CLOSED', {
  tells: 'Reports that the peer closed a TLS connection; bytes that wait in the modem can still be read.',
  source: SOURCE,
  gives: { session },
  example: '+CCH_PEER_CLOSED: 0',
});

export const tlsSocketReceiveFailed = urc('+CCH_RECV_CLOSED', {
  tells: 'Reports that a TLS connection failed while it received.',
  source: SOURCE,
  gives: { session, code: integer },
  example: '+CCH_RECV_CLOSED: 0,1',
});

export const tlsSocketsLost = urc('+CCH', {
  tells: 'Reports that the TLS socket service stopped by itself: the network was lost.',
  source: SOURCE,
  form: patternForm(
    {},
    {
      shows: '+CCH: CCH STOP',
      pattern: /^\+CCH\s*:\s*CCH STOP$/,
      loosely: /^\+CCH\s*:\s*CCH\s+STOP$/i,
      write: () => '+CCH: CCH STOP',
    },
  ),
  example: '+CCH: CCH STOP',
});
