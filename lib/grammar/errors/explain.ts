import { match } from 'ts-pattern';
import { CFTPS_CODES } from './cftpsCodes';
import { cmeAdvice } from './cmeAdvice';
import { CME_CODES } from './cmeCodes';
import { cmsAdvice } from './cmsAdvice';
import { CMS_CODES } from './cmsCodes';
import { FTP_CODES } from './ftpCodes';
import { HTTP_CODES } from './httpCodes';
import { httpStatusRow } from './httpStatuses';
import { portAdvice } from './portAdvice';
import type { LengthSign, Phase, Reason, SocketProblem } from './reason';

/**
 * Says in plain words what happened and, after a semicolon, what to do next.
 *
 *     { kind: 'http', code: 603 }  →  HTTP code 603: the name could not be resolved; check the host name and the bearer
 *
 * A `Reason` holds no secrets, so the sentence shows none.
 */
export const explain = (reason: Reason): string => {
  const { mayBeDone, model, said } = reason;
  return [
    explained(reason),
    ...(said === undefined ? [] : [`The modem said last: ${said}`]),
    ...(model ? [`The modem calls itself ${model.name}: use the profile ${model.profile}`] : []),
    ...(mayBeDone ? ['It may have been done: look before you do it again'] : []),
  ].join('. ');
};

// eslint-disable-next-line max-lines-per-function -- a table: a line for each reason
const explained = (reason: Reason): string =>
  match(reason)
    .with({ kind: 'refused' }, ({ command, stuck, isTyped }) =>
      stuck === undefined
        ? `${command} was refused (ERROR); ${isTyped ? 'check its spelling' : 'check SIM and registration'}, and that the profile fits the modem`
        : `${command} was refused: the ${stuck} service can neither be started nor ended; restart the module`,
    )
    .with({ kind: 'cme' }, ({ command, code, text, row }) =>
      row
        ? `${command}: CME error ${code}: ${row.means}; ${row.look}`
        : `${command}: ${coded('CME error', code, text, CME_CODES)}; ${cmeAdvice(code)}`,
    )
    .with(
      { kind: 'cms' },
      ({ command, code, text }) =>
        `${command}: ${coded('CMS error', code, text, CMS_CODES)}; ${cmsAdvice(code)}`,
    )
    .with(
      { kind: 'ended' },
      ({ command, result }) =>
        `${command} ended with ${result}; ${Object.hasOwn(ENDED, result) ? ENDED[result] : OTHER_END}`,
    )
    .with({ kind: 'http-status' }, ({ head }) => httpStatus(head.status))
    .with({ kind: 'http' }, ({ code, row }) => ownCode('HTTP', code, row ?? HTTP_CODES[code]))
    .with({ kind: 'ftp' }, ({ code, row }) => ownCode('FTP', code, row ?? FTP_CODES[code]))
    .with({ kind: 'cftps' }, ({ code, step }) =>
      ownCode('FTP', code, CFTPS_CODES[code], step === 'login' ? ' at login' : ''),
    )
    .with({ kind: 'timeout' }, ({ command, phase, waitedMs }) => late(phase, waitedMs, command))
    .with(
      { kind: 'unreadable' },
      ({ command, line }) =>
        `${command}: the answer ${JSON.stringify(line)} does not fit the command; try again, since it may be damaged, then check wiring and that the profile fits the modem`,
    )
    .with(
      { kind: 'corrupt' },
      ({ command, expectedBytes }) =>
        `${command}: some of the ${expectedBytes} expected bytes were lost; check wiring, baud rate and flow control`,
    )
    .with(
      { kind: 'length' },
      ({ expectedBytes, gotBytes, shownBy }) =>
        `${LENGTHS[shownBy ?? 'bytes'](expectedBytes, gotBytes)}; try again, and check the length at the source`,
    )
    .with(
      { kind: 'range' },
      ({ problem }) =>
        `the download can not continue, since ${problem}; start it again, or use a server with ranges and ETags`,
    )
    .with(
      { kind: 'digest' },
      ({ where, expected, got }) =>
        `${where} has the SHA-256 ${got}, not ${expected}, and was deleted; check the digest at the source, then download it again`,
    )
    .with({ kind: 'reset' }, ({ line, isOff }) =>
      isOff
        ? `the modem went off (${line}); check its power supply, then switch it on`
        : `the modem restarted (${line}); check its power supply, then try again`,
    )
    .with({ kind: 'port' }, ({ where, problem }) => {
      const advice = portAdvice.opening(where, problem);
      return `${where} could not be opened: ${problem}${advice === '' ? '' : `; ${advice}`}`;
    })
    .with({ kind: 'closed' }, ({ where, reconnects, left }) => closed(where, reconnects, left))
    .with(
      { kind: 'off-script' },
      ({ where, line, expected, came }) =>
        `${where} goes on with ${expected}${line === undefined ? '' : ` in line ${line}`}, not with ${came}; write what was recorded, or record the session again`,
    )
    .with(
      { kind: 'network' },
      ({ step, seen, advice = 'check SIM, signal and registration, then the APN' }) =>
        `${step}: ${seen}; ${advice}`,
    )
    .with({ kind: 'socket' }, ({ where, problem, seen }) => {
      const [happened, advice] = SOCKETS[problem];
      return `${where}: ${happened} (${seen}); ${advice}`;
    })
    .with(
      { kind: 'invalid-argument' },
      ({ name, problem }) => `invalid ${name}: ${problem}; correct it and try again`,
    )
    .with(
      { kind: 'unsupported' },
      ({ family, feature }) => `${family} has no ${feature}; leave it out, or use a modem that has it`,
    )
    .with(
      { kind: 'not-allowed' },
      ({ where, what }) => `${where} does not allow ${what}; ask the person who runs it to allow it`,
    )
    .with(
      { kind: 'interrupted' },
      ({ where }) => `${where} went away in the middle; check whether it was done before you do it again`,
    )
    .with({ kind: 'cancelled' }, () => 'cancelled by the caller; start it again if it is still needed')
    .exhaustive();

/** What is wrong with a length, by what shows it. */
const LENGTHS: Readonly<Record<LengthSign | 'bytes', (expected: number, got: number) => string>> = {
  bytes: (expected, got) => `${expected} bytes were announced, but ${got} came`,
  statement: (expected, got) =>
    `${expected} bytes were expected, but the modem states ${got}: one of the two may be damaged`,
  probe: (expected) => `${expected} bytes were announced, but there are more`,
};

/** What a time limit waited for, and what to do: without the time itself. */
const PHASES: Readonly<Record<Phase, readonly [happened: string, advice: string]>> = {
  'bring-up': ['the modem did not answer', 'check port, power and baud rate'],
  answer: ['the modem did not answer', 'try again, since it may be busy or restarting'],
  input: ['the modem did not ask for the data', 'try again'],
  result: ['the result did not come', 'check the signal and the other side'],
  data: ['no more data came', 'check the signal, then try again'],
  total: ['it was not done', 'allow more time, or check the signal'],
  reader: [
    'the body was not read while another request waited for the modem, which went on to that one',
    'read a body at once, or cancel it',
  ],
  resynchronise: ['the modem no longer answered', 'check power and port, or restart it'],
};

const late = (phase: Phase, waitedMs: number, command?: string): string => {
  const [happened, advice] = PHASES[phase];
  return `${command ? `${command}: ` : ''}${happened} within ${waitedMs} ms; ${advice}`;
};

/** What went wrong with a socket, and what to do. */
const SOCKETS: Readonly<Record<SocketProblem, readonly [happened: string, advice: string]>> = {
  refused: [
    'no connection could be made',
    'check host and port, that the server runs, and that the network lets the port through',
  ],
  name: ['the name could not be resolved', 'check the host name, then the DNS servers of the APN'],
  handshake: ['the TLS handshake failed', 'check the certificates and that both sides share a TLS version'],
  closed: ['the far end closed the connection', 'check what the server expects, then connect again'],
  lost: ['the modem gave the connection up', 'check the signal, then connect again'],
  unsent: ['the modem did not send all bytes', 'check the signal, then connect again'],
};

/** Final result codes of calls and connections (V.250 § 5.7, SIM800 AT manual V1.09 § 8). */
const ENDED: Readonly<Record<string, string>> = {
  'NO CARRIER': 'check signal, number and the other side',
  'NO DIALTONE': 'check SIM and registration',
  BUSY: 'try again when the line is free',
  'NO ANSWER': 'try again later',
  'CONNECT FAIL': 'check host, port and bearer',
};
const OTHER_END = 'check the other side, then try again';

const coded = (
  label: string,
  code: number | undefined,
  words: string,
  table: Readonly<Record<number, string>>,
): string =>
  code === undefined
    ? `${label}: ${words}`
    : `${label} ${code}: ${table[code] ?? 'a code that the manuals do not list'}`;

/** Sentences for the modem's own codes of a service. */
const ownCode = (
  service: string,
  code: number,
  row: { readonly means: string; readonly look: string } | undefined,
  when = '',
): string =>
  row
    ? `${service} code ${code}${when}: ${row.means}; ${row.look}`
    : `${service} code ${code}${when}, which the manuals do not list; check server and network, then try again`;

const httpStatus = (status: number): string => {
  const { means, look } = httpStatusRow(status);
  return `the server answered with status ${status} (${means}); ${look}`;
};

const closed = (where: string, reconnects = false, left = false): string => {
  if (left)
    return `the connection to the ${where} was unsubscribed; keep openModem subscribed while its modem is used, or run the work inside withModem`;
  return reconnects
    ? `${where} was closed or went away, and is being opened again; wait, or try again`
    : `${where} was closed or went away; ${portAdvice.closing(where)}`;
};
