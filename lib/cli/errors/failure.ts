import { match } from 'ts-pattern';
import { ModemError, type Reason } from 'rxmodem';
import { CliError, type CliProblem } from './cliError';
import { CLOSED } from '../output/isStdoutClosed';
import { wordsOf } from './wordsOf';
import { exitCode } from './exitCode';

/** A failure as the command reports it. */
export interface Failure {
  readonly kind: string;
  /** What happened, a semicolon, what to do next. */
  readonly message: string;
  /** The code that the modem or the server gave. */
  readonly code?: number;
  readonly exit: number;
}

type MissingProblem = Extract<CliProblem, { readonly kind: 'no-file' | 'clock-not-set' | 'no-message' }>;
type StreamProblem = Extract<CliProblem, { readonly kind: 'output' | 'input' | 'reader-gone' }>;

const codeOf = (reason: Reason): number | undefined =>
  match(reason)
    .with({ kind: 'http-status' }, ({ head }) => head.status)
    .with(
      { kind: 'http' },
      { kind: 'ftp' },
      { kind: 'cftps' },
      { kind: 'cme' },
      { kind: 'cms' },
      ({ code }) => code,
    )
    .otherwise(() => undefined);

const ofModem = ({ message, reason }: ModemError): Failure => {
  const code = codeOf(reason);
  return { kind: reason.kind, message, exit: exitCode(reason), ...(code === undefined ? {} : { code }) };
};

const ofCommand = (problem: CliProblem): Failure =>
  match(problem)
    .with({ kind: 'usage' }, ({ kind, message }) => ({ kind, message, exit: 2 }))
    .with({ kind: 'url' }, ({ instead }) => ({
      kind: 'invalid-argument',
      // A query may hold a secret.
      message: `the URL has no scheme; write it like ${instead.replace(/\?.*$/s, '?…')}`,
      exit: 3,
    }))
    .with({ kind: 'modem' }, ({ error, exit, prefix = '' }) => ({
      ...ofModem(error),
      message: `${prefix}${error.message}`,
      exit,
    }))
    .with({ kind: 'report' }, (found) => found)
    .with({ kind: 'unknown-model' }, ({ kind, model }) => ({
      kind,
      message: `no profile fits the modem ${JSON.stringify(model)}; name the nearest one with --profile`,
      exit: 2,
    }))
    .with({ kind: 'no-file' }, { kind: 'clock-not-set' }, { kind: 'no-message' }, ofMissing)
    .with({ kind: 'output' }, { kind: 'input' }, { kind: 'reader-gone' }, ofStream)
    .with({ kind: 'redirects' }, ({ kind, max }) => ({
      kind,
      message: `the servers redirected more than ${max} times; check the URL`,
      exit: 47,
    }))
    .with({ kind: 'no-answer' }, ({ kind, host, sent }) => ({
      kind,
      message: `${host} did not answer in time, ${sent} of ${sent} tries; check the host and the network: many hosts and firewalls ignore pings`,
      exit: 28,
    }))
    .with({ kind: 'no-reply' }, ({ kind }) => ({
      kind,
      message: 'the network asks, and there is no reply; give one with --reply, or on the standard input',
      exit: 1,
    }))
    .with({ kind: 'refused-by-network' }, ({ kind, message }) => ({ kind, message, exit: 69 }))
    .with({ kind: 'attention' }, ({ kind, message }) => ({ kind, message, exit: 4 }))
    .exhaustive();

/** What the modem does not have. */
const ofMissing = (problem: MissingProblem): Failure =>
  match(problem)
    .with({ kind: 'no-file' }, ({ kind, name, seen }) => ({
      kind,
      message: `${name} is not on the modem (${seen}); see rxmodem files ls, or certs ls`,
      exit: 78,
    }))
    .with({ kind: 'clock-not-set' }, ({ kind }) => ({
      kind,
      message:
        'the clock of the modem was never set; set it with rxmodem clock --sync network, or --sync ntp:HOST',
      exit: 1,
    }))
    .with({ kind: 'no-message' }, ({ kind, where }) => ({
      kind,
      message: `no message lies in ${where}; see rxmodem sms list`,
      exit: 1,
    }))
    .exhaustive();

/** What is wrong with an input or an output of the command. */
const ofStream = (problem: StreamProblem): Failure =>
  match(problem)
    .with({ kind: 'output' }, ({ kind, where, problem: why, done, mayBeDone }) => ({
      kind,
      message: `${butOf(done)}${where} could not be written: ${why}; ${adviceOn(why)}${mayBeDone ? MAY_BE_DONE : ''}`,
      exit: 23,
    }))
    .with({ kind: 'input' }, ({ kind, where, problem: why }) => ({
      kind,
      message: `${where} could not be read: ${why}; check the path and its permissions`,
      exit: 26,
    }))
    .with({ kind: 'reader-gone' }, ({ kind, done }) => ({
      kind,
      message: `${butOf(done)}the reader closed the pipe; let it read to the end, or write to a file with -o`,
      exit: 23,
    }))
    .exhaustive();

/** Begins a message with what was done, so that it is not done again. */
const butOf = (done: string | undefined): string => (done === undefined ? '' : `${done}, but `);
const MAY_BE_DONE = '; the work was stopped midway, and what it sent may have been done';
const adviceOn = (problem: string): string =>
  problem === CLOSED
    ? 'send it to a file, a pipe or /dev/null'
    : 'check the path, its permissions and the free space';

/** The report and the exit code for any thrown value. */
export const failure = (error: unknown): Failure => {
  if (error instanceof ModemError) return ofModem(error);
  if (error instanceof CliError) return ofCommand(error.problem);
  const words = wordsOf(error);
  return { kind: 'unexpected', message: `unexpected error: ${words}; please report it`, exit: 1 };
};
