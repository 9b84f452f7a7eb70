import { concatMap, defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../ftpTarget';
import { printed } from '../printed';
import type { Verb } from '../verb';
import { withServer } from '../withServer';

/** Tells how long a file is: `rxmodem ftp size <url>`. */
export const ftpSize: Verb = {
  usage: 'ftp size <url>',
  does: 'Tells how many bytes a file has.',
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'file'), ftp.size)).pipe(
      concatMap((size) => printed(options.json ? { size } : String(size))),
    ),
};
