import { defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../ftpTarget';
import type { Verb } from '../verb';
import { withServer } from '../withServer';

/** Removes a directory: `rxmodem ftp rmdir <url>`. */
export const ftpRmdir: Verb = {
  usage: 'ftp rmdir <url>',
  does: 'Removes a directory that is empty.',
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'new or empty directory'), ftp.rmdir)),
};
