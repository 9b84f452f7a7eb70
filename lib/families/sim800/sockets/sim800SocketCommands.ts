import { unlisted } from '../../../grammar/codecs/unlisted';
import { quotedOneOf } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { count, exactCount, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text, words } from '../../../grammar/codecs/text';
import { unheaded } from '../../../grammar/forms/unheaded';
import { isIpAddress } from './ipAddressWord';
import { linkForm, linkNumber } from './linkForm';
import { sendFields, sendForm } from './sendForm';
import { PROBE_MS } from '../../standard/probeMs';

export type { SendResult } from './sendForm';

/** The SIM800’s own TCP/IP stack, which HTTP and FTP do not use: bringing it up, six connections, names, echo requests. */

const SOURCE = 'SIM800 AT manual V1.09 pages 221–248; TCPIP note V1.00 pages 6–29';
const WAIT_MS = 9_000;
/** The most bytes that one `CIPSEND` takes and one `CIPRXGET=2` brings. */
const MAX_BYTES = 1_460;

const link = integerBetween(0, 5);
const port = integerBetween(1, 65_535);
const protocol = quotedOneOf('TCP', 'UDP');

/** The number of bytes that follow, where the answer is that of this connection and has no more bytes than were asked for. */
const counted =
  (bytesPerUnit: number) =>
  (
    { link: of, length }: { readonly link?: number; readonly length: number },
    asked: { readonly link?: number; readonly size: number },
  ): number =>
    of === asked.link && length <= asked.size ? length * bytesPerUnit : NaN;

/** A line about another connection is not this command’s answer. */
const sameLink = (
  answer: { readonly link?: number | undefined },
  { link: asked }: { readonly link: number },
): number => (answer.link === asked ? 0 : NaN);

export const ipShut = command('+CIPSHUT', {
  does: 'Deactivates the context of the IP stack and resets it.',
  source: SOURCE,
  ending: { by: 'final', words: ['SHUT OK'] },
  timeoutMs: 65_000,
  probeMs: PROBE_MS,
  example: `
    > AT+CIPSHUT
    < SHUT OK`,
});

export const ipTask = command('+CSTT=', {
  does: 'Sets APN, user and password of the IP stack and starts its task; only after CIPSHUT.',
  source: SOURCE,
  takes: { apn: text, user: optional(text), password: optional(text) },
  secret: () => ['user', 'password'],
  timeoutMs: WAIT_MS,
  example: `
    > AT+CSTT="CMNET"
    < OK`,
});

export const ipTaskState = command('+CSTT?', {
  does: 'Reads APN, user and password of the IP stack.',
  source: SOURCE,
  answers: { apn: text, user: text, password: text },
  hidesAnswer: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+CSTT?
    < +CSTT: "CMNET","",""
    < OK`,
});

export const ipBringUp = command('+CIICR', {
  does: 'Activates the context of the IP stack; only after CSTT.',
  source: SOURCE,
  timeoutMs: 85_000,
  probeMs: PROBE_MS,
  example: `
    > AT+CIICR
    < OK`,
});

const bareText = unheaded('+CIFSR');
/** The answer has no header, so any line of another shape is somebody else's. */
const bareAddress: typeof bareText = {
  ...bareText,
  shows: 'IP address',
  read: (field) => {
    const value = bareText.read(field);
    return value !== undefined && isIpAddress(value) ? value : undefined;
  },
};

export const ipAddress = command('+CIFSR', {
  does: 'Reads the address of the IP stack, with no result code after it; only after CIICR.',
  source: SOURCE,
  answers: { address: bareAddress },
  answerHeader: '',
  ending: { by: 'answer' },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIFSR
    < 10.89.193.1`,
});

export const ipMultiple = command('+CIPMUX=', {
  does: 'Sets whether the IP stack has several connections; only while it is shut.',
  source: SOURCE,
  takes: { on: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPMUX=1
    < OK`,
});

export const ipMultipleState = command('+CIPMUX?', {
  does: 'Reads whether the IP stack has several connections.',
  source: SOURCE,
  answers: { on: unlisted(flag) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPMUX?
    < +CIPMUX: 0
    < OK`,
});

export const ipState = command('+CIPSTATUS', {
  does: 'Reads the state of the IP stack: OK first, then the state.',
  source: SOURCE,
  answers: { state: words },
  answerHeader: 'STATE',
  ending: { by: 'last-answer', isLast: () => true },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSTATUS
    < OK
    < STATE: IP INITIAL`,
});

export const ipNameServers = command('+CDNSCFG=', {
  does: 'Sets the name servers of the IP stack.',
  source: SOURCE,
  takes: { primary: text, secondary: optional(text) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CDNSCFG="8.8.8.8","8.8.4.4"
    < OK`,
});

export const ipResolve = command('+CDNSGIP=', {
  does: 'Resolves a host name: OK first; the addresses come later.',
  source: SOURCE,
  takes: { host: text },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CDNSGIP="example.com"
    < OK`,
});

export const ipPing = command('+CIPPING=', {
  does: 'Sends echo requests and reports each reply; `retries` is how many, `timeout` counts 100 ms.',
  source: SOURCE,
  takes: {
    host: text,
    retries: optional(integerBetween(1, 100)),
    size: optional(integerBetween(0, 1_024)),
    timeout: optional(integerBetween(1, 600)),
    ttl: optional(integerBetween(1, 255)),
  },
  answers: { reply: integer, address: text, time: integer, ttl: integer },
  mayBeEmpty: true,
  timeoutMs: 120_000,
  example: `
    > AT+CIPPING="93.184.216.34",1
    < +CIPPING: 1,"93.184.216.34",3,56
    < OK`,
});

export const ipOpen = command('+CIPSTART=', {
  does: 'Opens one of six connections, or a UDP port: OK first; whether it is open comes later.',
  source: SOURCE,
  takes: { link, protocol, host: text, port },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSTART=0,"TCP","example.com",80
    < OK`,
});

export const ipOpenSingle = command('+CIPSTART=', {
  does: 'Opens the only connection (CIPMUX=0): OK first; whether it is open comes later.',
  source: SOURCE,
  takes: { protocol, host: text, port },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSTART="TCP","example.com",80
    < OK`,
});

export const ipSend = command('+CIPSEND=', {
  does: 'Sends bytes over one of six connections: a prompt, then the bytes, then a result that is no result code.',
  source: SOURCE,
  takes: { link, size: integerBetween(1, MAX_BYTES) },
  answers: sendFields,
  answerForm: sendForm,
  payload: sameLink,
  prompt: { by: 'mark', mark: '>', withinMs: 10_000, isEndless: true },
  ending: { by: 'answer' },
  timeoutMs: 645_000,
  example: `
    > AT+CIPSEND=0,5
    < >
    >> hello
    < DATA ACCEPT:0,5`,
});

export const ipSendText = command('+CIPSEND=', {
  does: 'Sends text up to Ctrl-Z over one of six connections; with CIPMUX=0, a given number of bytes over the only one.',
  source: SOURCE,
  takes: { linkOrSize: integer },
  answers: sendFields,
  answerForm: sendForm,
  prompt: { by: 'mark', mark: '>' },
  ending: { by: 'answer' },
  timeoutMs: 645_000,
  example: `
    > AT+CIPSEND=0
    < >
    >> hello\\x1a
    < 0, SEND OK`,
});

export const ipSendTextSingle = command('+CIPSEND', {
  does: 'Sends text up to Ctrl-Z over the only connection; ESC cancels.',
  source: SOURCE,
  answers: sendFields,
  answerForm: sendForm,
  prompt: { by: 'mark', mark: '>' },
  ending: { by: 'answer' },
  timeoutMs: 645_000,
  example: `
    > AT+CIPSEND
    < >
    >> hello\\x1a
    < SEND OK`,
});

export const ipSendSizes = command('+CIPSEND?', {
  does: 'Reads how many bytes one CIPSEND takes on each connection.',
  source: SOURCE,
  answers: { link, size: count },
  mayBeEmpty: true,
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSEND?
    < +CIPSEND: 0,1460
    < OK`,
});

export const ipSendSizesSingle = command('+CIPSEND?', {
  does: 'Reads how many bytes one CIPSEND takes on the only connection.',
  source: SOURCE,
  answers: { size: count },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSEND?
    < +CIPSEND: 1460
    < OK`,
});

export const ipQuickSend = command('+CIPQSEND=', {
  does: 'Sets whether CIPSEND ends when the modem has the bytes (DATA ACCEPT) or when the peer acknowledged them (SEND OK).',
  source: SOURCE,
  takes: { on: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPQSEND=1
    < OK`,
});

export const ipAcknowledged = command('+CIPACK=', {
  does: 'Reads how many bytes were sent over a connection, and how many of them the peer acknowledged.',
  source: SOURCE,
  takes: { link },
  answers: { sent: count, acknowledged: count, unacknowledged: count },
  timeoutMs: WAIT_MS,
  asks: true,
  example: `
    > AT+CIPACK=0
    < +CIPACK: 512,400,112
    < OK`,
});

export const ipAcknowledgedSingle = command('+CIPACK', {
  does: 'Reads how many bytes were sent over the only connection, and how many of them the peer acknowledged.',
  source: SOURCE,
  answers: { sent: count, acknowledged: count, unacknowledged: count },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPACK
    < +CIPACK: 512,400,112
    < OK`,
});

export const ipClose = command('+CIPCLOSE=', {
  does: 'Closes one of six connections; quick does not wait for the peer.',
  source: SOURCE,
  takes: { link, quick: optional(flag) },
  answers: { link: optional(linkNumber) },
  answerForm: linkForm('CLOSE OK'),
  payload: sameLink,
  ending: { by: 'answer' },
  timeoutMs: 10_000,
  example: `
    > AT+CIPCLOSE=0,1
    < 0, CLOSE OK`,
});

export const ipCloseSingle = command('+CIPCLOSE', {
  does: 'Closes the only connection.',
  source: SOURCE,
  ending: { by: 'final', words: ['CLOSE OK'] },
  timeoutMs: 10_000,
  example: `
    > AT+CIPCLOSE
    < CLOSE OK`,
});

export const ipLinkState = command('+CIPSTATUS=', {
  does: 'Reads the state of one of six connections.',
  source: SOURCE,
  takes: { link },
  answers: {
    link,
    bearer: optional(integer),
    protocol: text,
    address: text,
    port: text,
    state: text,
  },
  timeoutMs: WAIT_MS,
  asks: true,
  example: `
    > AT+CIPSTATUS=0
    < +CIPSTATUS: 0,0,"TCP","93.184.216.34","80","CONNECTED"
    < OK`,
});

export const ipReceiveManually = command('+CIPRXGET=', {
  does: 'Sets whether received bytes wait in the modem until they are read, or are pushed; only while no connection is open.',
  source: SOURCE,
  takes: { on: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET=1
    < OK`,
});

export const ipReceiveManuallyState = command('+CIPRXGET?', {
  does: 'Reads whether received bytes wait in the modem until they are read.',
  source: SOURCE,
  answers: { on: unlisted(flag) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET?
    < +CIPRXGET: 1
    < OK`,
});

export const ipRead = command('+CIPRXGET=2,', {
  does: 'Reads received bytes of one of six connections; the answer counts them and what is left.',
  source: SOURCE,
  takes: { link, size: integerBetween(1, MAX_BYTES) },
  answers: { link, length: exactCount, left: count },
  answerHeader: '+CIPRXGET: 2,',
  payload: counted(1),
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET=2,0,1460
    < +CIPRXGET: 2,0,5,0
    << hello
    < OK`,
});

export const ipReadSingle = command('+CIPRXGET=2,', {
  does: 'Reads received bytes of the only connection; the answer counts them and what is left.',
  source: SOURCE,
  takes: { size: integerBetween(1, MAX_BYTES) },
  answers: { length: count, left: count },
  answerHeader: '+CIPRXGET: 2,',
  payload: counted(1),
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET=2,1460
    < +CIPRXGET: 2,5,0
    << hello
    < OK`,
});

export const ipReadHex = command('+CIPRXGET=3,', {
  does: 'Reads received bytes of one of six connections as hexadecimal digits.',
  source: SOURCE,
  takes: { link, size: integerBetween(1, MAX_BYTES / 2) },
  answers: { link, length: count, left: count },
  answerHeader: '+CIPRXGET: 3,',
  payload: counted(2),
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET=3,0,730
    < +CIPRXGET: 3,0,5,0
    << 68656C6C6F
    < OK`,
});

export const ipReadHexSingle = command('+CIPRXGET=3,', {
  does: 'Reads received bytes of the only connection as hexadecimal digits.',
  source: SOURCE,
  takes: { size: integerBetween(1, MAX_BYTES / 2) },
  answers: { length: count, left: count },
  answerHeader: '+CIPRXGET: 3,',
  payload: counted(2),
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET=3,730
    < +CIPRXGET: 3,5,0
    << 68656C6C6F
    < OK`,
});

export const ipUnread = command('+CIPRXGET=4,', {
  does: 'Reads how many received bytes of one of six connections wait in the modem.',
  source: SOURCE,
  takes: { link },
  answers: { link, left: count },
  answerHeader: '+CIPRXGET: 4,',
  timeoutMs: WAIT_MS,
  asks: true,
  example: `
    > AT+CIPRXGET=4,0
    < +CIPRXGET: 4,0,1500
    < OK`,
});

export const ipUnreadSingle = command('+CIPRXGET=4', {
  does: 'Reads how many received bytes of the only connection wait in the modem.',
  source: SOURCE,
  answers: { left: count },
  answerHeader: '+CIPRXGET: 4,',
  timeoutMs: WAIT_MS,
  asks: true,
  example: `
    > AT+CIPRXGET=4
    < +CIPRXGET: 4,1500
    < OK`,
});

export const ipServer = command('+CIPSERVER=', {
  does: 'Listens on a TCP port, or stops: OK first, then SERVER OK or SERVER CLOSE.',
  source: SOURCE,
  takes: { on: flag, port: optional(port) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSERVER=1,8888
    < OK`,
});

export const ipTls = command('+CIPSSL=', {
  does: 'Sets whether connections that are opened from now on are TLS.',
  source: 'SIM800 SSL note V1.05 pages 9–13',
  takes: { on: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSSL=1
    < OK`,
});

export const ipTlsState = command('+CIPSSL?', {
  does: 'Reads whether connections that are opened from now on are TLS.',
  source: 'SIM800 SSL note V1.05 pages 9–13',
  answers: { on: unlisted(flag) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSSL?
    < +CIPSSL: 0
    < OK`,
});
