import { concat, concatMap, from, reduce } from 'rxjs';
import { printable, type Response } from 'rxmodem';
import { modemOptions, type ModemOptions } from '../options/modemOptions';
import { printed, stdoutSink } from '../output/stdoutSink';
import type { Verb } from '../options/verb';
import { type RawLine, rawLinesOf, sendRawLine } from '../requests/rawLines';
import { withModem } from '../modem/withModem';

const asJson = ({ command, lines, payload, result }: Response): object => ({
  command: command.redacted,
  lines,
  ...(payload.length > 0 ? { payload: Buffer.concat(payload).toString('base64') } : {}),
  result,
});

const asText = ({ lines, payload, result }: Response) => {
  const data = payload.length > 0 ? [stdoutSink.write(Buffer.concat([...payload, Buffer.from('\n')]))] : [];
  return concat(...lines.map((line) => printed(printable(line))), ...data, printed(printable(result)));
};

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
      concatMap((lines) =>
        withModem(options, (modem) =>
          from(lines).pipe(
            concatMap((line) => sendRawLine(modem, line)),
            concatMap((response) => (options.json ? printed(asJson(response)) : asText(response))),
          ),
        ),
      ),
    ),
};
