import { concatMap, defer } from 'rxjs';
import { ftp, type FtpEntry, printable } from 'rxmodem';
import { ftpTarget } from '../../requests/ftpTarget';
import { printed } from '../../output/stdoutSink';
import { networkOptions, type NetworkOptions } from '../../options/networkOptions';
import { FTP_URL } from '../../options/withScheme';
import type { Verb } from '../../options/verb';
import { withServer } from '../../requests/withServer';

/** Fields with tabs between. Control characters in names are shown, not sent, since they could change the terminal. */
const asText = ({ type, size, modified, modifiedAt, name }: FtpEntry): string =>
  [type, size === undefined ? 'unknown' : String(size), modifiedAt?.toISOString() ?? modified, name]
    .map((field) => printable(field).replaceAll('\t', '\\t'))
    .join('\t');

const asJson = ({ name, type, size, modifiedAt, modified }: FtpEntry): object => ({
  ...{ name, type, size: size ?? null },
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
  asks: true,
  declare: networkOptions,
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'directory'), ftp.list)).pipe(
      concatMap((entry) => printed(options.json ? asJson(entry) : asText(entry))),
    ),
};
