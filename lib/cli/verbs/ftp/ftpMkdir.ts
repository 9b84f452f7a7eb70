import { defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../../requests/ftpTarget';
import { networkOptions, type NetworkOptions } from '../../options/networkOptions';
import { FTP_URL } from '../../options/withScheme';
import type { Verb } from '../../options/verb';
import { withServer } from '../../requests/withServer';

/** Creates a directory: `rxmodem ftp mkdir <url>`. */
export const ftpMkdir: Verb<NetworkOptions> = {
  usage: 'ftp mkdir <url>',
  does: 'Creates a directory.',
  takes: { url: FTP_URL },
  examples: [['rxmodem ftp mkdir ftp://me@files.example.com/logs', 'its parent must exist']],
  declare: networkOptions,
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'new or empty directory'), ftp.mkdir)),
};
