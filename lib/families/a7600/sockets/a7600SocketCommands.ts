import { command } from '../../../grammar/command';
import { unlisted } from '../../../grammar/codecs/unlisted';
import { count, exactCount, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { oneOf, quotedOneOf } from '../../../grammar/codecs/choice';
import { text, word } from '../../../grammar/codecs/text';
import { PROBE_MS } from '../../standard/probeMs';

/** The A76XX’s and SIM7600’s sockets: one network service, ten connections, four listening ports, names, echo requests. */

const SOURCE = 'A76XX AT manual V1.09 pages 316–352';
const WAIT_MS = 9_000;
/** `CIPTIMEOUT` allows so long for NETOPEN, CIPOPEN and CIPSEND. */
const NETWORK_MS = 120_000;
/** The most bytes that one `CIPSEND` takes and one `CIPRXGET=2` brings. */
const MAX_BYTES = 1_500;

const link = integerBetween(0, 9);
const server = integerBetween(0, 3);
const port = integerBetween(1, 65_535);
const waitMs = integerBetween(3_000, 120_000);

/** The number of bytes that follow, where the answer is that of this connection and has no more bytes than were asked for. */
const counted =
  (bytesPerUnit: number) =>
  (
    { link: of, length }: { readonly link: number; readonly length: number },
    asked: { readonly link: number; readonly size?: number | undefined },
  ): number =>
    of === asked.link && length <= (asked.size ?? MAX_BYTES) ? length * bytesPerUnit : NaN;

export const netOpen = command('+NETOPEN', {
  does: 'Starts the socket service and activates its context; the result comes later.',
  source: SOURCE,
  timeoutMs: NETWORK_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+NETOPEN
    < OK`,
});

export const netOpenState = command('+NETOPEN?', {
  does: 'Reads whether the socket service runs.',
  source: SOURCE,
  answers: { isOpen: unlisted(flag) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+NETOPEN?
    < +NETOPEN: 1
    < OK`,
});

export const netClose = command('+NETCLOSE', {
  does: 'Stops the socket service and closes its connections; the result comes later.',
  source: SOURCE,
  timeoutMs: NETWORK_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+NETCLOSE
    < OK`,
});

export const netAddress = command('+IPADDR', {
  does: 'Reads the address of the socket service.',
  source: SOURCE,
  answers: { address: word },
  timeoutMs: WAIT_MS,
  example: `
    > AT+IPADDR
    < +IPADDR: 10.84.17.161
    < OK`,
});

export const socketTimeouts = command('+CIPTIMEOUT=', {
  does: 'Sets the time limits of NETOPEN, CIPOPEN and CIPSEND, in milliseconds.',
  source: SOURCE,
  takes: { openMs: optional(waitMs), connectMs: optional(waitMs), sendMs: optional(waitMs) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPTIMEOUT=120000,60000,60000
    < OK`,
});

export const socketTimeoutsState = command('+CIPTIMEOUT?', {
  does: 'Reads the time limits of NETOPEN, CIPOPEN and CIPSEND, in milliseconds.',
  source: SOURCE,
  answers: { openMs: integer, connectMs: integer, sendMs: integer },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPTIMEOUT?
    < +CIPTIMEOUT: 120000,120000,120000
    < OK`,
});

export const socketMode = command('+CIPMODE=', {
  does: 'Sets whether the port becomes transparent for connection 0; only while the socket service is stopped.',
  source: SOURCE,
  takes: { transparent: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPMODE=0
    < OK`,
});

export const socketSendMode = command('+CIPSENDMODE=', {
  does: 'Sets whether the result of CIPSEND waits until the peer acknowledged the bytes.',
  source: SOURCE,
  takes: { waits: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPSENDMODE=0
    < OK`,
});

export const socketEcho = command('+CIPCFG="DATAECHO",', {
  does: 'Sets whether the modem echoes the bytes of CIPSEND; it does unless this is OFF.',
  source: 'A76XX AT manual V1.09 pages 348–350',
  takes: { echo: oneOf('ON', 'OFF') },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPCFG="DATAECHO",OFF
    < OK`,
});

export const socketSettings = command('+CIPCCFG=', {
  does: 'Sets retries, delay, acknowledgement, form of errors, form of pushed data, mode and time limit of connections.',
  source: SOURCE,
  takes: {
    retries: optional(integerBetween(0, 10)),
    delayMs: optional(integerBetween(0, 1_000)),
    acknowledges: optional(flag),
    errorsAsText: optional(flag),
    dataHeader: optional(flag),
    isAsynchronous: optional(flag),
    minRetransmissionMs: optional(integerBetween(0, 120_000)),
  },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPCCFG=10,0,0,1,1
    < OK`,
});

export const socketOpen = command('+CIPOPEN=', {
  does: 'Opens a TCP connection; the result comes later.',
  source: SOURCE,
  takes: { link, protocol: quotedOneOf('TCP'), host: text, port, localPort: optional(port) },
  timeoutMs: NETWORK_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+CIPOPEN=0,"TCP","example.com",80
    < OK`,
});

export const socketOpenUdp = command('+CIPOPEN=', {
  does: 'Opens a UDP port; the result comes before OK.',
  source: SOURCE,
  takes: {
    link,
    protocol: quotedOneOf('UDP', 'UDP SERVER'),
    host: optional(text),
    port: optional(port),
    localPort: port,
  },
  timeoutMs: NETWORK_MS,
  probeMs: PROBE_MS,
  example: `
    > AT+CIPOPEN=1,"UDP",,,5000
    < OK`,
});

export const socketStates = command('+CIPOPEN?', {
  does: 'Reads all ten connections; an unused one has its number alone, and `server` is -1 for one that was opened here.',
  source: SOURCE,
  answers: {
    link,
    protocol: optional(quotedOneOf('TCP', 'UDP', 'UDP SERVER')),
    address: optional(text),
    port: optional(integer),
    server: optional(integer),
  },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPOPEN?
    < +CIPOPEN: 0,"TCP","93.184.216.34",80,-1
    < +CIPOPEN: 1
    < OK`,
});

export const socketSend = command('+CIPSEND=', {
  does: 'Sends bytes over a connection: a prompt, then the bytes, then OK. How many the modem took comes later.',
  source: SOURCE,
  takes: { link, size: integerBetween(1, MAX_BYTES) },
  prompt: { by: 'mark', mark: '>', withinMs: 10_000, isEndless: true },
  timeoutMs: NETWORK_MS,
  example: `
    > AT+CIPSEND=0,5
    < >
    >> hello
    < OK`,
});

export const socketSendTo = command('+CIPSEND=', {
  does: 'Sends a datagram from a UDP port: a prompt, then the bytes, then OK.',
  source: SOURCE,
  takes: { link, size: optional(integerBetween(1, MAX_BYTES)), address: text, port },
  prompt: { by: 'mark', mark: '>', withinMs: 10_000, isEndless: true },
  timeoutMs: NETWORK_MS,
  example: `
    > AT+CIPSEND=1,5,"93.184.216.34",7
    < >
    >> hello
    < OK`,
});

export const socketSendText = command('+CIPSEND=', {
  does: 'Sends text up to Ctrl-Z over a connection; ESC cancels, and 0x03 escapes both.',
  source: SOURCE,
  takes: { link },
  prompt: { by: 'mark', mark: '>' },
  timeoutMs: NETWORK_MS,
  example: `
    > AT+CIPSEND=0
    < >
    >> hello\\x1a
    < OK`,
});

export const socketReceiveManually = command('+CIPRXGET=', {
  does: 'Sets whether received bytes wait in the modem until they are read, or are pushed.',
  source: SOURCE,
  takes: { on: flag },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET=1
    < OK`,
});

export const socketReceiveManuallyState = command('+CIPRXGET?', {
  does: 'Reads whether received bytes wait in the modem until they are read.',
  source: SOURCE,
  answers: { on: unlisted(flag) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET?
    < +CIPRXGET: 1
    < OK`,
});

export const socketRead = command('+CIPRXGET=2,', {
  does: 'Reads received bytes of a connection; the answer counts them and what is left. Refused where none wait.',
  source: SOURCE,
  takes: { link, size: optional(integerBetween(1, MAX_BYTES)) },
  answers: { link, length: exactCount, left: count },
  answerHeader: '+CIPRXGET: 2,',
  payload: counted(1),
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET=2,0,1500
    < +CIPRXGET: 2,0,5,0
    << hello
    < OK`,
});

export const socketReadHex = command('+CIPRXGET=3,', {
  does: 'Reads received bytes of a connection as hexadecimal digits.',
  source: SOURCE,
  takes: { link, size: optional(integerBetween(1, MAX_BYTES / 2)) },
  answers: { link, length: count, left: count },
  answerHeader: '+CIPRXGET: 3,',
  payload: counted(2),
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPRXGET=3,0,750
    < +CIPRXGET: 3,0,5,0
    << 68656C6C6F
    < OK`,
});

export const socketUnread = command('+CIPRXGET=4,', {
  does: 'Reads how many received bytes of a connection wait in the modem.',
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

export const socketClose = command('+CIPCLOSE=', {
  does: 'Closes a connection; the result comes later, for UDP before OK.',
  source: SOURCE,
  takes: { link },
  timeoutMs: NETWORK_MS,
  example: `
    > AT+CIPCLOSE=0
    < OK`,
});

export const socketOpenFlags = command('+CIPCLOSE?', {
  does: 'Reads which of the ten connections are open.',
  source: SOURCE,
  answers: {
    link0: unlisted(flag),
    link1: unlisted(flag),
    link2: unlisted(flag),
    link3: unlisted(flag),
    link4: unlisted(flag),
    link5: unlisted(flag),
    link6: unlisted(flag),
    link7: unlisted(flag),
    link8: unlisted(flag),
    link9: unlisted(flag),
  },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CIPCLOSE?
    < +CIPCLOSE: 1,0,0,0,0,0,0,0,0,0
    < OK`,
});

export const socketAcknowledged = command('+CIPACK=', {
  does: 'Reads how many bytes were sent over a connection, how many of them the peer acknowledged, and how many were received.',
  source: SOURCE,
  takes: { link },
  answers: { sent: count, acknowledged: count, received: count },
  timeoutMs: WAIT_MS,
  asks: true,
  example: `
    > AT+CIPACK=0
    < +CIPACK: 512,400,112
    < OK`,
});

export const serverStart = command('+SERVERSTART=', {
  does: 'Listens on a TCP port.',
  source: SOURCE,
  takes: { port, server, backlog: optional(integerBetween(1, 3)) },
  timeoutMs: WAIT_MS,
  example: `
    > AT+SERVERSTART=8080,0
    < OK`,
});

export const serverStop = command('+SERVERSTOP=', {
  does: 'Stops listening on a TCP port; the result comes before or behind OK.',
  source: SOURCE,
  takes: { server },
  timeoutMs: WAIT_MS,
  example: `
    > AT+SERVERSTOP=0
    < OK`,
});

export const hostResolve = command('+CDNSGIP=', {
  does: 'Resolves a host name.',
  source: SOURCE,
  takes: { host: text },
  answers: { host: text, address: text, other: optional(text) },
  answerHeader: '+CDNSGIP: 1,',
  timeoutMs: 30_000,
  probeMs: PROBE_MS,
  asks: true,
  example: `
    > AT+CDNSGIP="example.com"
    < +CDNSGIP: 1,"example.com","93.184.216.34"
    < OK`,
});

export const hostPing = command('+CPING=', {
  does: 'Sends echo requests; each reply is reported later, then a summary. `type` 1 is IPv4.',
  source: SOURCE,
  takes: {
    host: text,
    type: integerBetween(1, 2),
    count: optional(integerBetween(1, 100)),
    size: optional(integerBetween(4, 188)),
    everyMs: optional(integerBetween(1_000, 10_000)),
    waitMs: optional(integerBetween(10_000, 100_000)),
    ttl: optional(integerBetween(16, 255)),
  },
  timeoutMs: WAIT_MS,
  example: `
    > AT+CPING="example.com",1,4,64,1000,10000,255
    < OK`,
});

export const hostPingStop = command('+CPINGSTOP', {
  does: 'Stops the echo requests.',
  source: SOURCE,
  timeoutMs: WAIT_MS,
  example: `
    > AT+CPINGSTOP
    < OK`,
});
