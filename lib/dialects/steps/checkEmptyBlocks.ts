import { tap, type MonoTypeOperatorFunction } from 'rxjs';
import { ModemError } from '../../grammar/errors/modemError';
import type { Response } from '../../../operators/response';

/**
 * Checks an answer in blocks one of which announces no bytes: where lines that nothing explains came, too, they are the bytes, and the
 * number was damaged on the line. Fails with `corrupt`.
 *
 *     < +FTPLIST: 2,0   < -rw-r--r-- 1 ftp ftp 1024 May 17 a.txt   < OK     ⇒ corrupt
 */
export const checkEmptyBlocks = <A>(isEmpty: (block: A) => boolean): MonoTypeOperatorFunction<Response<A>> =>
  tap(({ command, values, lines }) => {
    if (lines.length > values.length && values.some(isEmpty))
      throw new ModemError({ kind: 'corrupt', command: command.redacted, expectedBytes: 0 });
  });
