import { map, type Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import { ModemError } from '../grammar/modemError';
import type { UrcDefinition } from '../grammar/urc';
import { lateResult } from '../../operators/lateResult';
import type { Talk } from '../../operators/talk';

/**
 * Sends a command whose result comes later, with a code in front.
 *
 *     > AT+FTPSIZE  < OK  …  < +FTPSIZE: 1,0,1024
 *
 * Fails with `ftp` where the code is not 0.
 */
export const ftpResult = <V extends { readonly code: number }>(
  talk: Talk,
  command: Command,
  urc: UrcDefinition<V>,
  withinMs: number,
): Observable<V> =>
  lateResult(talk, command, { urc, withinMs }).pipe(
    map((values) => {
      if (values.code !== 0) throw new ModemError({ kind: 'ftp', code: values.code });
      return values;
    }),
  );
