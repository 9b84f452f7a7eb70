import { asyncScheduler, type OperatorFunction } from 'rxjs';
import { mealy } from '../../operators/mealy';
import type { Happening } from './happening';
import type { TraceEntry } from './traceEntry';
import { traceOf } from './traceOf';

/**
 * Makes the trace of what happened: a line for each thing, and one for all slices of counted bytes together.
 *
 *     happenings   --s----i----p--p--p--f--     s: said AT+HTTPREAD=0,500   p: payload
 *     trace        -->----<----------<<-<--     << 500 bytes
 */
export const traceLines = (): OperatorFunction<Happening, TraceEntry> =>
  mealy<number, Happening, TraceEntry>(0, (before, happening) => {
    const at = asyncScheduler.now();
    if (happening.kind === 'payload') {
      const counted = before + happening.bytes.length;
      if (happening.left > 0) return [counted, []];
      return [0, [Object.freeze({ at, sign: '<<', text: `${counted} bytes` })]];
    }
    const entry = traceOf(happening, at);
    return [happening.kind === 'said' ? 0 : before, entry ? [entry] : []];
  });
