import { defer } from 'rxjs';
import { ftp } from 'rxmodem';
import { ftpTarget } from '../ftpTarget';
import type { Verb } from '../verb';
import { withServer } from '../withServer';

/** Deletes a file: `rxmodem ftp rm <url>`. */
export const ftpRm: Verb = {
  usage: 'ftp rm <url>',
  does: 'Deletes a file.',
  run: ({ args: [url = ''], options }) =>
    defer(() => withServer(options, ftpTarget(url, 'file'), ftp.remove)),
};
