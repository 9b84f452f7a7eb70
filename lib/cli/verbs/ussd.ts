import { concat, concatMap, defer, EMPTY, finalize, type Observable, tap, throwError } from 'rxjs';
import { type UssdAnswer, ussd as flow } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { modemOptions, type ModemOptions } from '../options/modemOptions';
import { listOption } from '../options/numberOption';
import type { Verb } from '../options/verb';
import { withRemote } from '../modem/withRemote';
import { remotePortOf } from '../options/remotePort';
import { withSim } from '../modem/withSim';
import { afterDone } from '../output/afterDone';
import { printed } from '../output/stdoutSink';
import { replies } from '../requests/replies';

interface UssdOptions extends ModemOptions {
  readonly reply?: readonly string[];
}

/** Answers that are no success, and what they mean. */
const FAILURES: Readonly<Partial<Record<UssdAnswer['state'], CliError['problem']>>> = {
  asks: { kind: 'no-reply' },
  unsupported: {
    kind: 'refused-by-network',
    message: 'the network does not know the USSD code; check the code with the operator',
  },
  timeout: {
    kind: 'refused-by-network',
    message: 'the network did not answer the USSD code in its time; trying again may help',
  },
};

/** Asks through a modem of this machine, or through a gateway, which takes the replies beforehand. */
const answersTo = (code: string, options: UssdOptions): Observable<UssdAnswer> => {
  const port = remotePortOf(options);
  if (port) return withRemote(port, options, (far) => far.ussd.ask(code, { replies: options.reply ?? [] }));
  return withSim(options, (modem) => {
    const given = replies(options.reply ?? []);
    return flow.dialogue(modem, code, given.next).pipe(finalize(given.close));
  });
};

/** The end: a session that ended without success is a failure. */
const verdict = (last: UssdAnswer | undefined): Observable<never> => {
  const problem = last && FAILURES[last.state];
  return problem ? throwError(() => new CliError(problem)) : EMPTY;
};

/** Sends a USSD code: `rxmodem ussd '*100#'`. */
export const ussd: Verb<UssdOptions> = {
  usage: 'ussd <code>',
  does: 'Sends a USSD code and prints the answer. Where the network asks back, it takes replies from --reply, then from stdin.',
  takes: { code: 'a code such as *100#' },
  examples: [
    ["rxmodem ussd '*100#'", 'the balance at the embedded emulator'],
    ["rxmodem ussd '*123#' --reply 2 --reply 1 --json", 'a menu with two choices, one JSON object an answer'],
  ],
  declare: (command) =>
    modemOptions(command)
      .optionsGroup('USSD:')
      .addOption(listOption('--reply <text>', 'a reply to what the network asks, in order')),
  run: ({ args: [code = ''], options }) =>
    defer(() => {
      let last: UssdAnswer | undefined;
      const answers = answersTo(code, options).pipe(
        tap((answer) => (last = answer)),
        concatMap(({ text, state }) => {
          if (options.json) return printed({ text, state });
          return text === '' ? EMPTY : printed(text.replaceAll('\r\n', '\n'));
        }),
        afterDone('the network answered the code'),
      );
      return concat(
        answers,
        defer(() => verdict(last)),
      );
    }),
};
