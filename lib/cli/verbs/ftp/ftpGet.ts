import { defer, map, type Observable, of } from 'rxjs';
import { ftp } from 'rxmodem';
import { CliError } from '../../errors/cliError';
import { fileSink, type ResumedSink, resumingSink } from '../../output/fileSink';
import { ftpTarget } from '../../requests/ftpTarget';
import { fileOption } from '../../options/fileOption';
import { type NetworkOptions, networkOptions } from '../../options/networkOptions';
import { type ProgressOptions, progressOptions } from '../../options/outputOptions';
import { progress } from '../../output/progress';
import { stdoutSink } from '../../output/stdoutSink';
import { untilKept } from '../../output/sink';
import { FTP_URL } from '../../options/withScheme';
import type { Verb } from '../../options/verb';
import { withServer } from '../../requests/withServer';

interface FtpGetOptions extends NetworkOptions, ProgressOptions {
  readonly output?: string;
  readonly resume?: boolean;
}

const sinksOf = ({ output, resume }: FtpGetOptions): Observable<ResumedSink> => {
  const toStdout = output === undefined || output === '-';
  if (!resume)
    return (toStdout ? of(stdoutSink) : fileSink(output)).pipe(map((sink) => ({ ...sink, fromByte: 0 })));
  if (toStdout)
    throw new CliError({ kind: 'usage', message: '--resume needs the file to continue; name it with -o' });
  return resumingSink(output);
};

/** Downloads a file: `rxmodem ftp get <url>`. */
export const ftpGet: Verb<FtpGetOptions> = {
  usage: 'ftp get <url>',
  does: 'Downloads a file unchanged to the standard output or a file.',
  takes: { url: FTP_URL },
  examples: [
    ['rxmodem ftp get ftp://ftp.gnu.org/README', 'anonymously, to the standard output'],
    [
      'rxmodem ftp get --resume -o image.bin ftp://me@files.example.com/image.bin',
      'continue an interrupted download',
    ],
  ],
  declare: (command) =>
    networkOptions(
      progressOptions(
        command
          .optionsGroup('Output:')
          .addOption(fileOption('-o, --output <file>', 'write to a file (created only when complete)'))
          .option('--resume', 'continue at the end of the file of -o, and keep what arrives'),
      ),
    ),
  run: ({ args: [url = ''], options }) =>
    defer(() => {
      const target = ftpTarget(url, 'file');
      return sinksOf(options).pipe(
        untilKept(({ write: into, fromByte }) =>
          withServer(options, target, (modem, server, path, policy) =>
            ftp.get(modem, server, path, { ...policy, into, fromByte }),
          ).pipe(progress(options)),
        ),
      );
    }),
};
