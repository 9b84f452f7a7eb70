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

/** Puts a file: `rxmodem ftp put <file> <url>`. */
export const ftpPut: Verb<FtpPutOptions> = {
  usage: 'ftp put <file> <url>',
  does: 'Puts a file, or with - the standard input, in the place of one that is there.',
  takes: { file: 'what to send; - is the standard input', url: FTP_URL },
  examples: [
    [
      'rxmodem ftp put notes.txt ftp://me@files.example.com/notes.txt',
      'a file, with the password of RXMODEM_FTP_PASSWORD',
    ],
    ['date | rxmodem ftp put --append - ftp://me@files.example.com/log.txt', 'a line behind a log'],
  ],
  declare: (command) =>
    networkOptions(
      progressOptions(
        command.optionsGroup('Request:').option('--append', 'put it behind the end of the one that is there'),
      ),
    ),
  run: ({ args: [file = '', url = ''], options }) =>
    defer(() => {
      const put = options.append ? ftp.append : ftp.put;
      // A wrong URL is told before the standard input is waited for.
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
