import { concat, concatMap, from, map, type Observable, reduce } from 'rxjs';
import { printable, raw, type Response, sim800 } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { modemOptions, type ModemOptions } from '../options/modemOptions';
import { afterDone } from '../output/afterDone';
import { printed, stdoutSink } from '../output/stdoutSink';
import type { Verb } from '../options/verb';
import { type RawLine, rawLinesOf, sendRawLine } from '../requests/rawLines';
import { remotePortOf } from '../options/remotePort';
import { withModem } from '../modem/withModem';
import { withRemote } from '../modem/withRemote';

/** A raw command and its answer. */
type Answer = Pick<Response, 'lines' | 'payload' | 'result'> & { readonly redacted: string };

/** Shows an answer. The next command is sent when it was written. */
type Show = (answer: Answer) => Observable<never>;

/** Sends commands through a modem of this machine, or through a gateway, which takes no data for prompts. */
const answersTo = (options: ModemOptions, lines: readonly RawLine[], show: Show): Observable<never> => {
  const remote = remotePortOf(options);
  if (!remote)
    return withModem(options, (modem) =>
      from(lines).pipe(
        concatMap((line) =>
          sendRawLine(modem, line).pipe(
            map((response) => ({ ...response, redacted: response.command.redacted })),
            concatMap(show),
          ),
        ),
      ),
    );
  if (lines.some(({ data }) => data !== undefined))
    throw new CliError({
      kind: 'usage',
      message: 'the data of a prompt does not go through a gateway; use a port of this machine',
    });
  return withRemote(remote, options, (far) =>
    from(lines).pipe(
      concatMap(({ command }) =>
        far.send(command).pipe(
          map((answer) => ({ ...answer, redacted: raw(command, sim800.vocabulary).redacted })),
          concatMap(show),
        ),
      ),
    ),
  );
};

const asJson = ({ redacted: command, lines, payload, result }: Answer): object => ({
  command,
  lines,
  ...(payload.length > 0 ? { payload: Buffer.concat(payload).toString('base64') } : {}),
  result,
});

const asText = ({ lines, payload, result }: Answer): Observable<never> => {
  const data = payload.length > 0 ? [stdoutSink.write(Buffer.concat([...payload, Buffer.from('\n')]))] : [];
  return concat(...lines.map((line) => printed(printable(line))), ...data, printed(printable(result)));
};

const show =
  ({ json = false }: ModemOptions): Show =>
  (answer) =>
    (json ? printed(asJson(answer)) : asText(answer)).pipe(
      afterDone(`${answer.redacted} was answered with ${answer.result}`),
    );

/** Sends raw commands: `rxmodem send AT+CSQ AT+COPS?`. The first refusal ends it. */
export const send: Verb<ModemOptions> = {
  usage: 'send <command...>',
  does: 'Sends raw commands in order and prints the answers unchanged.',
  takes: {
    command:
      'a command as the modem receives it: AT…; further lines are its data; - reads the standard input',
  },
  examples: [
    ["rxmodem send AT+CSQ 'AT+COPS?'", 'two commands to the embedded emulator, in order'],
    ['rxmodem send --port /dev/ttyUSB0 --trace ATI', 'to a real modem, with the conversation shown'],
    [
      'printf \'AT+CMGF=1\\nAT+CMGS="+491701234567"\\nhello\' | rxmodem send -',
      'commands and the data of a prompt from the standard input',
    ],
  ],
  declare: modemOptions,
  run: ({ args, options }) =>
    from(args).pipe(
      concatMap(rawLinesOf),
      reduce((all: readonly RawLine[], some) => [...all, ...some], []),
      concatMap((lines) => answersTo(options, lines, show(options))),
    ),
};
