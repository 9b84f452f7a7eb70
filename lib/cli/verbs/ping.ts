import { Option } from 'commander';
import { concat, concatMap, defer, EMPTY, tap, throwError } from 'rxjs';
import { type PingTry, sockets } from 'rxmodem';
import { CliError } from '../errors/cliError';
import { accessOf } from '../options/accessOptions';
import { type NetworkOptions, networkOptions } from '../options/networkOptions';
import { numberOption } from '../options/numberOption';
import type { Verb } from '../options/verb';
import { printed } from '../output/stdoutSink';
import { withNetwork } from '../requests/withNetwork';

interface PingOptions extends NetworkOptions {
  readonly count: number;
}

const TRIES = 4;
const MAX_TRIES = 100;

const asJson = ({ sequence, tookMs }: PingTry): object =>
  tookMs === undefined ? { sequence, lost: true } : { sequence, milliseconds: tookMs };

const asText = ({ sequence, tookMs, address }: PingTry, host: string): string =>
  tookMs === undefined
    ? `${sequence}: no answer`
    : `${sequence}: ${address ?? host} answered after ${tookMs} ms`;

/** Pings a host from the modem: `rxmodem ping HOST`. */
export const ping: Verb<PingOptions> = {
  usage: 'ping <host>',
  does: 'Pings a host from the modem. Exits with 28 where no try was answered.',
  takes: { host: 'name or address of the host' },
  examples: [
    ['rxmodem ping example.com --port /dev/ttyUSB0', 'four tries'],
    ['rxmodem ping 192.0.2.1 --count 1 --json', 'one try, as JSON'],
  ],
  asks: true,
  declare: (command) =>
    networkOptions(
      command
        .optionsGroup('Ping:')
        .addOption(
          new Option('--count <n>', 'number of tries')
            .argParser(numberOption(1, { max: MAX_TRIES }))
            .default(TRIES),
        ),
    ),
  run: ({ args: [host = ''], options }) => {
    const { json = false, count } = options;
    let [sent, received] = [0, 0];
    const counts = defer(() => printed(json ? { sent, received } : `${sent} sent, ${received} answered`));
    return withNetwork(options, (modem) =>
      concat(
        sockets.ping(modem, host, { count, access: accessOf(options) }).pipe(
          tap(({ tookMs }) => {
            sent += 1;
            if (tookMs !== undefined) received += 1;
          }),
          concatMap((one) => printed(json ? asJson(one) : asText(one, host))),
        ),
        counts,
        defer(() =>
          received > 0 ? EMPTY : throwError(() => new CliError({ kind: 'no-answer', host, sent })),
        ),
      ),
    );
  },
};
