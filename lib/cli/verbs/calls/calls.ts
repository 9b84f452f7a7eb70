import { concat, concatMap, ignoreElements, merge, mergeMap, map, type Observable, of } from 'rxjs';
import { calls as flow, type IncomingCall } from 'rxmodem';
import { CliError } from '../../errors/cliError';
import { modemOptions, type ModemOptions } from '../../options/modemOptions';
import type { Verb } from '../../options/verb';
import { withModem } from '../../modem/withModem';
import { printed } from '../../output/stdoutSink';
import { callLine, type CallLine, callText } from './callLine';

interface CallsOptions extends ModemOptions {
  readonly answer?: boolean;
  readonly reject?: boolean;
}

/** What becomes of a call that comes in. */
const linesOf = (
  call: IncomingCall,
  { answer = false, reject = false }: CallsOptions,
): Observable<CallLine> => {
  const came: CallLine = { event: 'incoming', number: call.number ?? null, cause: null };
  const ended = call.ended;
  const events = answer ? call.answer() : reject ? merge(call.reject().pipe(ignoreElements()), ended) : ended;
  return concat(of(came), events.pipe(map((event) => callLine(event, call.number))));
};

/** Prints the calls that come in: `rxmodem calls`. */
export const calls: Verb<CallsOptions> = {
  usage: 'calls',
  does: 'Prints the calls that come in, one event a line: incoming, connected, ended; until Ctrl-C.',
  endless: true,
  examples: [
    ['rxmodem calls --port /dev/ttyUSB0', 'who calls, and how it ends'],
    ['rxmodem calls --port /dev/ttyUSB0 --reject --json', 'refuses every call; one JSON object a line'],
  ],
  declare: (command) =>
    modemOptions(command)
      .optionsGroup('Calls:')
      .option('--answer', 'answer each call')
      .option('--reject', 'refuse each call'),
  run: ({ options }) => {
    if (options.answer && options.reject)
      throw new CliError({
        kind: 'usage',
        message: '--answer and --reject exclude each other; give one of them',
      });
    return withModem(options, (modem) =>
      flow.incoming(modem).pipe(
        mergeMap((call) => linesOf(call, options)),
        concatMap((line) => printed(options.json ? line : callText(line))),
      ),
    );
  },
};
