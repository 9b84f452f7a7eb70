import { defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../ftpTarget';
import type { Verb } from '../verb';
import { withServer } from '../withServer';

/** Makes a directory: `rxmodem ftp mkdir <url>`. */
export const ftpMkdir: Verb = {
  usage: 'ftp mkdir <url>',
  does: 'Makes a directory.',
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'new or empty directory'), ftp.mkdir)),
};
