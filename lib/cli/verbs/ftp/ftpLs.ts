import { concatMap, defer } from 'rxjs';
import { ftp, type FtpEntry } from 'rxmodem';
import { ftpTarget } from '../../requests/ftpTarget';
import { printed } from '../../output/stdoutSink';
import { networkOptions, type NetworkOptions } from '../../options/networkOptions';
import { FTP_URL } from '../../options/withScheme';
import type { Verb } from '../../options/verb';
import { withServer } from '../../requests/withServer';

/* eslint-disable-next-line no-control-regex -- control characters are what it looks for */
const CONTROLS = /[\u0000-\u001f\u007f-\u009f]/g;

/** Fields with tabs between. Control characters in names are replaced, since they could change the terminal. */
const asText = ({ type, size, modified, modifiedAt, name }: FtpEntry): string =>
  [type, String(size), modifiedAt?.toISOString() ?? modified, name]
    .map((field) => field.replace(CONTROLS, '?'))
    .join('\t');

const asJson = ({ name, type, size, modifiedAt, modified }: FtpEntry): object => ({
  ...{ name, type, size },
  modifiedAt: modifiedAt?.toISOString() ?? null,
  modified,
});

/** Lists a directory: `rxmodem ftp ls <url>`. */
export const ftpLs: Verb<NetworkOptions> = {
  usage: 'ftp ls <url>',
  does: 'Lists a directory, one entry a line: type, size, date of the server, name.',
  takes: { url: FTP_URL },
  examples: [
    ['rxmodem ftp ls ftp://ftp.gnu.org/gnu/', 'anonymously'],
    ['rxmodem ftp ls --json ftp://me@files.example.com/logs', 'one JSON object a line'],
  ],
  declare: networkOptions,
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'directory'), ftp.list)).pipe(
      concatMap((entry) => printed(options.json ? asJson(entry) : asText(entry))),
    ),
};
