import { asyncScheduler, type OperatorFunction } from 'rxjs';
import type { Command } from '../grammar/command';
import { mealy } from '../../operators/mealy';
import type { Happening } from './happening';
import { masked } from '../grammar/masked';
import type { TraceEntry } from './traceEntry';
import { traceOf } from './traceOf';

/** How many commands with secrets are remembered. */
const REMEMBERED = 16;

/** What the trace knows between two lines: counted bytes so far, and the last commands that keep something secret. */
interface Known {
  readonly counted: number;
  readonly secretive: readonly Command[];
}

const said = ({ secretive }: Known, command: Command): Known => ({
  counted: 0,
  secretive: command.text === command.shown ? secretive : [command, ...secretive].slice(0, REMEMBERED),
});

/**
 * Makes the trace of what happened: a line for each thing, and one for all slices of counted bytes together.
 *
 *     happenings   --s----i----p--p--p--f--     s: said AT+HTTPREAD=0,500   p: payload
 *     trace        -->----<----------<<-<--     << 500 bytes
 */
export const traceLines = (): OperatorFunction<Happening, TraceEntry> =>
  mealy<Known, Happening, TraceEntry>({ counted: 0, secretive: [] }, (known, happening) => {
    const at = asyncScheduler.now();
    if (happening.kind === 'payload') {
      const counted = known.counted + happening.bytes.length;
      if (happening.left > 0) return [{ ...known, counted }, []];
      return [{ ...known, counted: 0 }, [Object.freeze({ at, sign: '<<', text: `${counted} bytes` })]];
    }
    const shown =
      happening.kind === 'unknown'
        ? { ...happening, text: masked(happening.text, known.secretive) }
        : happening;
    const entry = traceOf(shown, at);
    return [happening.kind === 'said' ? said(known, happening.command) : known, entry ? [entry] : []];
  });
