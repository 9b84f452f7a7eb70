import { defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../../requests/ftpTarget';
import { networkOptions, type NetworkOptions } from '../../options/networkOptions';
import { FTP_URL } from '../../options/withScheme';
import type { Verb } from '../../options/verb';
import { withServer } from '../../requests/withServer';

/** Deletes a file: `rxmodem ftp rm <url>`. */
export const ftpRm: Verb<NetworkOptions> = {
  usage: 'ftp rm <url>',
  does: 'Deletes a file.',
  takes: { url: FTP_URL },
  examples: [
    ['rxmodem ftp rm ftp://me@files.example.com/old.log', 'with the password from RXMODEM_FTP_PASSWORD'],
    [
      'rxmodem ftp rm ftp://me:secret@files.example.com/old.log',
      'with a password that the process list shows to others',
    ],
  ],
  declare: networkOptions,
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'file'), ftp.remove)),
};
