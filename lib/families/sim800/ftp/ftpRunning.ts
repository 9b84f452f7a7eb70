import { map, type Observable } from 'rxjs';
import { optionally } from '../../../dialects/steps/optionally';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { ftpState } from './sim800FtpCommands';

/** Asks whether the session still runs: where it does not, no result follows. */
export const ftpRunning = (channel: CommandChannel): Observable<'running' | 'over' | 'unknown'> =>
  optionally(channel, ftpState()).pipe(
    map((answer) => {
      const state = answer?.value.state;
      if (state === undefined) return 'unknown';
      return state === 'running' ? 'running' : 'over';
    }),
  );
