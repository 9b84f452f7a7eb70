import { concatMap, defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../../requests/ftpTarget';
import { inputOf } from '../../requests/inputOf';
import { type NetworkOptions, networkOptions } from '../../options/networkOptions';
import { type ProgressOptions, progressOptions } from '../../options/outputOptions';
import { progress } from '../../output/progress';
import { FTP_URL } from '../../options/withScheme';
import type { Verb } from '../../options/verb';
import { withServer } from '../../requests/withServer';

interface FtpPutOptions extends NetworkOptions, ProgressOptions {
  readonly append?: boolean;
}

/** Uploads a file: `rxmodem ftp put <file> <url>`. */
export const ftpPut: Verb<FtpPutOptions> = {
  usage: 'ftp put <file> <url>',
  does: 'Uploads a file or, with -, the standard input, and replaces an existing file.',
  takes: { file: 'the file to send; - is the standard input', url: FTP_URL },
  examples: [
    [
      'rxmodem ftp put notes.txt ftp://me@files.example.com/notes.txt',
      'a file, with the password from RXMODEM_FTP_PASSWORD',
    ],
    ['date | rxmodem ftp put --append - ftp://me@files.example.com/log.txt', 'append a line to a log'],
  ],
  declare: (command) =>
    networkOptions(
      progressOptions(command.optionsGroup('Request:').option('--append', 'append to an existing file')),
    ),
  run: ({ args: [file = '', url = ''], options }) =>
    defer(() => {
      const put = options.append ? ftp.append : ftp.put;
      // A wrong URL is reported before the standard input is read.
      const target = ftpTarget(url, 'file');
      return inputOf(file).pipe(
        concatMap((body) =>
          withServer(options, target, (modem, server, path, policy) =>
            put(modem, server, path, body, policy),
          ).pipe(progress(options)),
        ),
      );
    }),
};
