import { match } from 'ts-pattern';
import { CFTPS_CODES } from './cftpsCodes';
import { CME_CODES } from './cmeCodes';
import { CMS_CODES } from './cmsCodes';
import { FTP_CODES } from './ftpCodes';
import { HTTP_CODES } from './httpCodes';
import type { Phase, Reason } from './reason';

const PHASES: Readonly<Record<Phase, string>> = {
  'bring-up': 'the modem did not answer; check port, power and baud rate',
  answer: 'the modem did not answer in time; try again, it may be busy or restarting',
  input: 'the modem did not ask for the data in time; try again',
  result: 'the result did not come in time; check signal and server',
  data: 'no more data came; check the signal',
  total: 'not done in time; allow more time, or check the signal',
  resynchronise: 'the modem does not answer any more; check power and port, or restart it',
};

const coded = (
  label: string,
  code: number | undefined,
  words: string,
  table: Readonly<Record<number, string>>,
): string =>
  code === undefined
    ? `${label}: ${words}`
    : `${label} ${code}: ${table[code] ?? 'a code the manuals do not know'}`;

const http = (code: number): string => {
  const row = HTTP_CODES[code];
  return row
    ? `HTTP code ${code}: ${row.means}; ${row.look}`
    : `HTTP code ${code}, which the manuals do not know; try again`;
};

const ftp = (code: number): string => {
  const row = FTP_CODES[code];
  return row
    ? `FTP code ${code}: ${row.means}; ${row.look}`
    : `FTP code ${code}, which the manuals do not know; check server and network`;
};

const cftps = (code: number, step: string): string => {
  const row = CFTPS_CODES[code];
  const where = step === 'login' ? ' on logging in' : '';
  return row
    ? `FTP code ${code}${where}: ${row.means}; ${row.look}`
    : `FTP code ${code}${where}, which the manuals do not know; check server and network`;
};

/** Says in plain words what happened and, behind a semicolon, what to do next. Secrets never reach a `Reason`, so none is told. */
export const explain = (reason: Reason): string => {
  const { mayBeDone, model } = reason;
  return [
    explained(reason),
    ...(model ? [`The modem calls itself ${model.name}: use the profile ${model.profile}`] : []),
    ...(mayBeDone ? ['It may have been done: look before you do it again'] : []),
  ].join('. ');
};

// eslint-disable-next-line max-lines-per-function -- a table: a line for each reason
const explained = (reason: Reason): string =>
  match(reason)
    .with({ kind: 'refused' }, ({ command, stuck }) =>
      stuck === undefined
        ? `${command} was refused (ERROR); check spelling and profile, then SIM and registration`
        : `${command} was refused: the ${stuck} service can neither be started nor ended; restart the module`,
    )
    .with(
      { kind: 'cme' },
      ({ command, code, text }) =>
        `${command}: ${coded('CME error', code, text, CME_CODES)}; check SIM, PIN and registration first`,
    )
    .with(
      { kind: 'cms' },
      ({ command, code, text }) =>
        `${command}: ${coded('CMS error', code, text, CMS_CODES)}; check SIM, service centre and message`,
    )
    .with({ kind: 'ended' }, ({ command, result }) => `${command} ended with ${result}; check the other side`)
    .with(
      { kind: 'http-status' },
      ({ head }) => `the server answered with status ${head.status}; check the URL`,
    )
    .with({ kind: 'http' }, ({ code }) => http(code))
    .with({ kind: 'ftp' }, ({ code }) => ftp(code))
    .with({ kind: 'cftps' }, ({ code, step }) => cftps(code, step))
    .with(
      { kind: 'timeout' },
      (late) => `${late.command ? `${late.command}: ` : ''}${PHASES[late.phase]} (after ${late.waitedMs} ms)`,
    )
    .with(
      { kind: 'unreadable' },
      ({ command, line }) => `${command}: the answer ${JSON.stringify(line)} does not fit; report it`,
    )
    .with(
      { kind: 'corrupt' },
      ({ command, expectedBytes }) =>
        `${command}: bytes were lost among ${expectedBytes}; check wiring, baud rate and flow control`,
    )
    .with(
      { kind: 'length' },
      ({ expectedBytes, gotBytes }) =>
        `${gotBytes} bytes came where ${expectedBytes} were announced; try again`,
    )
    .with(
      { kind: 'range' },
      ({ problem }) => `${problem}; get it anew, or from a server with ranges and ETags`,
    )
    .with({ kind: 'reset' }, ({ line, isOff }) =>
      isOff
        ? `the modem went off (${line}); check its power supply, then switch it on`
        : `the modem restarted (${line}); check its power supply`,
    )
    .with(
      { kind: 'port' },
      ({ where, problem }) => `${where} could not be opened: ${problem}; check its name and who else uses it`,
    )
    .with({ kind: 'closed' }, ({ where, reconnects, left }) =>
      left
        ? `the connection to the ${where} was left; keep connect subscribed while its modem is used`
        : `${where} was closed or went away${reconnects ? ', and is being connected again' : ''}; check the cable`,
    )
    .with(
      { kind: 'off-script' },
      ({ where, line, expected, came }) =>
        `${where} goes on with ${expected}${line === undefined ? '' : ` in line ${line}`}, not with ${came}; do as it did, or record it anew`,
    )
    .with(
      { kind: 'network' },
      ({ step, seen, advice = 'check SIM, signal and registration, then the APN' }) =>
        `${step}: ${seen}; ${advice}`,
    )
    .with(
      { kind: 'invalid-argument' },
      ({ name, problem }) => `invalid ${name}: ${problem}; correct it and try again`,
    )
    .with(
      { kind: 'unsupported' },
      ({ family, feature }) => `${family} has no ${feature}; use another family or way`,
    )
    .with(
      { kind: 'not-allowed' },
      ({ where, what }) => `${where} does not allow ${what}; ask whoever runs it to allow it`,
    )
    .with(
      { kind: 'interrupted' },
      ({ where }) => `${where} went away in the middle; look whether it was done before you do it again`,
    )
    .with({ kind: 'cancelled' }, () => 'cancelled by the caller; start it again where it is still wanted')
    .exhaustive();
