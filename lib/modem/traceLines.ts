import { asyncScheduler, type OperatorFunction } from 'rxjs';
import { mealy } from '../../operators/mealy';
import type { Happening } from './conversation';
import type { TraceEntry } from './traceEntry';
import { traceOf } from './traceOf';

/**
 * Makes the trace of what happened: a line for each thing, and one for all slices of counted bytes together.
 *
 *     happenings   --s----i----p--p--p--f--     s: said AT+HTTPREAD=0,500   p: payload
 *     trace        -->----<----------<<-<--     << 500 bytes
 */
export const traceLines = (): OperatorFunction<Happening, TraceEntry> =>
  mealy(0, (counted: number, happening: Happening) => {
    const at = asyncScheduler.now();
    if (happening.kind !== 'payload') {
      const entry = traceOf(happening, at);
      return [happening.kind === 'said' ? 0 : counted, entry ? [entry] : []];
    }
    const sum = counted + happening.bytes.length;
    return happening.left > 0 ? [sum, []] : [0, [Object.freeze({ at, sign: '<<', text: `${sum} bytes` })]];
  });
