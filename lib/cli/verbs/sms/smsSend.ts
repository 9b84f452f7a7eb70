import { Option } from 'commander';
import {
  catchError,
  concat,
  defer,
  filter,
  map,
  mergeMap,
  type Observable,
  reduce,
  takeUntil,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { type SendEvent, sms, type SmsRequest } from 'rxmodem';
import { CliError } from '../../errors/cliError';
import { SENDING, withMessages } from '../../modem/withMessages';
import { withRemote } from '../../modem/withRemote';
import { durationOption } from '../../options/durationOption';
import { fileOption } from '../../options/fileOption';
import { numberOption } from '../../options/numberOption';
import {
  type SmsModemOptions,
  smsModemOptions,
  type SpellingOptions,
  spellingOptions,
} from '../../options/smsModemOptions';
import type { Verb } from '../../options/verb';
import { remotePortOf } from '../../options/remotePort';
import { SentMessage } from '../../output/sentMessage';
import { afterDone } from '../../output/afterDone';
import { printed } from '../../output/stdoutSink';
import { typedText } from '../../requests/typedText';
import { wholeInput } from '../../requests/wholeInput';

interface SmsSendOptions extends SmsModemOptions, SpellingOptions {
  readonly report?: boolean;
  readonly deliveryReport?: boolean;
  readonly flash?: boolean;
  /** Milliseconds. */
  readonly validity?: number;
  readonly dataFile?: string;
  readonly destPort?: number;
  readonly maxParts?: number;
}

const MAX_PORT = 65_535;
/** What the reference of a part can count to. */
const MAX_PARTS = 255;
/** What waits for a report ends this long before the whole verb is out of time. */
const MARGIN_MS = 500;

/** Sends a message: `rxmodem sms send +15550100 'hello'`. */
export const smsSend: Verb<SmsSendOptions> = {
  usage: 'sms send <number> [text]',
  does: 'Sends a message, in parts if it is long; the network, or with --report the recipient, has it then.',
  takes: {
    number: 'the number, with + if it is international',
    text: 'the text; - is the standard input',
  },
  examples: [
    ["rxmodem sms send +15550100 'Höhe 12 m'", 'through the embedded emulator'],
    ['date | rxmodem sms send --port /dev/ttyUSB0 --report +15550100 -', 'wait until it was delivered'],
  ],
  declare: (command) =>
    smsModemOptions(
      spellingOptions(command)
        .option('--report', 'wait until the message was delivered; exit 75 if no report comes in time')
        .option('--delivery-report', 'the same as --report')
        .option('--flash', 'show the message at once, and do not store it')
        .addOption(
          new Option('--validity <duration>', 'how long the network tries: 30m, 1h, 2d').argParser(
            durationOption,
          ),
        )
        .addOption(fileOption('--data-file <file>', 'send a file as data; - is the standard input'))
        .addOption(
          new Option('--dest-port <n>', 'application port that the message is for').argParser(
            numberOption(0, { max: MAX_PORT }),
          ),
        )
        .addOption(
          new Option(
            '--max-parts <n>',
            'send nothing if the text takes more messages than this (default: 10)',
          ).argParser(numberOption(1, { max: MAX_PARTS })),
        ),
    ),
  run: ({ args: [to = '', text], options }) =>
    defer(() => {
      const isReported = options.report ?? options.deliveryReport ?? false;
      const sent = new SentMessage(to, isReported);
      return requestOf(to, text, options).pipe(
        mergeMap((request) =>
          sending({ ...request, report: isReported }, options).pipe(
            tap((event: SendEvent) => sent.add(event)),
            catchError((error: unknown) => throwError(() => sent.failure(error))),
            takeUntil(reportTime(options, sent)),
          ),
        ),
        reduce(() => null, null),
        mergeMap(() =>
          concat(
            printed(options.json ? sent.json() : sent.text()).pipe(afterDone('the message was sent')),
            defer(() => sent.verdict()),
          ),
        ),
      );
    }),
};

/** The text of the argument or the standard input, or the data of a file. Exactly one of them. */
const requestOf = (to: string, text: string | undefined, options: SmsSendOptions): Observable<SmsRequest> =>
  defer(() => {
    const { dataFile, encoding, wideReferences, flash = false, validity, maxParts } = options;
    if ((text === undefined) === (dataFile === undefined))
      throw new CliError({
        kind: 'usage',
        message: "name either a text or --data-file; for example: rxmodem sms send +15550100 'hello'",
      });
    const common = {
      ...{ to, encoding, flash, referenceBits: wideReferences ? (16 as const) : (8 as const) },
      ...(validity !== undefined && { validityMs: validity }),
      ...(maxParts !== undefined && { maxParts }),
      ...portsOf(options),
    };
    return dataFile === undefined
      ? typedText(text ?? '').pipe(map((typed) => ({ ...common, text: typed })))
      : wholeInput(dataFile).pipe(map((data) => ({ ...common, data })));
  });

/** Sends through a modem of this machine, or through a gateway, which has fewer ways to send. */
const sending = (request: SmsRequest, options: SmsSendOptions): Observable<SendEvent> => {
  const port = remotePortOf(options);
  if (!port)
    return withMessages(options, (modem) => sms.send(modem, { ...request, reportMs: Infinity }), SENDING);
  const { destPort, wideReferences } = options;
  if (destPort !== undefined || wideReferences)
    throw new CliError({
      kind: 'usage',
      message: `${destPort === undefined ? '--wide-references' : '--dest-port'} does not go through a gateway; leave it out, or use a port of this machine`,
    });
  const { to, text, data, encoding, flash, report, validityMs, maxParts } = request;
  const message = { to, text, data, encoding, flash, report, validityMs, maxParts };
  return withRemote(port, options, (far) => far.sms.send(message));
};

const portsOf = ({ destPort }: SmsSendOptions): Pick<SmsRequest, 'ports'> =>
  destPort === undefined ? {} : { ports: { destination: destPort, source: 0, bits: 16 } };

/** Emits when a report does not come in time, if the network has the message by then. */
const reportTime = ({ timeout }: SmsSendOptions, sent: SentMessage): Observable<unknown> =>
  timer(Math.max(0, (timeout ?? 0) * 1_000 - MARGIN_MS)).pipe(
    filter(() => timeout !== undefined && sent.isSent),
  );
