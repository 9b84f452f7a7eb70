import { defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../../requests/ftpTarget';
import { networkOptions, type NetworkOptions } from '../../options/networkOptions';
import { FTP_URL } from '../../options/withScheme';
import type { Verb } from '../../options/verb';
import { withServer } from '../../requests/withServer';

/** Removes a directory: `rxmodem ftp rmdir <url>`. */
export const ftpRmdir: Verb<NetworkOptions> = {
  usage: 'ftp rmdir <url>',
  does: 'Removes an empty directory.',
  takes: { url: FTP_URL },
  examples: [['rxmodem ftp rmdir ftp://me@files.example.com/logs', 'the directory must be empty']],
  declare: networkOptions,
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'new or empty directory'), ftp.rmdir)),
};
