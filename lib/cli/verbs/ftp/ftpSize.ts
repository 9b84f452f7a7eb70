import { concatMap, defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../../requests/ftpTarget';
import { printed } from '../../output/stdoutSink';
import { networkOptions, type NetworkOptions } from '../../options/networkOptions';
import { FTP_URL } from '../../options/withScheme';
import type { Verb } from '../../options/verb';
import { withServer } from '../../requests/withServer';

/** Prints the size of a file: `rxmodem ftp size <url>`. */
export const ftpSize: Verb<NetworkOptions> = {
  usage: 'ftp size <url>',
  does: 'Prints the size of a file in bytes.',
  takes: { url: FTP_URL },
  examples: [['rxmodem ftp size ftp://ftp.gnu.org/README', 'the size in bytes']],
  asks: true,
  declare: networkOptions,
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'file'), ftp.size)).pipe(
      concatMap((size) => printed(options.json ? { size } : String(size))),
    ),
};
