import {
  concat,
  defer,
  exhaustMap,
  filter,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  race,
  repeat,
  take,
  takeUntil,
  timer,
} from 'rxjs';
import { controlMessage } from './frames/controlMessage';
import { type ModemStatus, modemStatusValues } from './frames/modemStatus';
import { latin1Bytes } from '../grammar/latin1';
import type { MuxLink } from './muxLink';

/** What a watch looks at. */
export interface MuxWatchParts {
  readonly link: MuxLink;
  /** The channels that are open, as we last said. */
  readonly open: () => readonly ModemStatus[];
  /** How long the modem may say nothing at all after something was written. */
  readonly silenceMs: number;
}

const PROBE = controlMessage('test', latin1Bytes('rx'));
const PROBE_MS = 1_000;
const PROBES = 3;
const PAUSE_MS = 1_000;

/**
 * Finds out that the modem is no longer in the multiplexer: it restarted, was switched off, or fell back to AT.
 *
 *     noise, or nothing after data    ---x
 *     > Test, MSC                        p  p  p
 *     < any frame                     nothing is wrong
 *     none                            emits why
 *
 * A modem answers Test and MSC whatever its channels are doing, so that a command that takes minutes is no reason to leave.
 */
export const muxWatch = ({ link, open, silenceMs }: MuxWatchParts): Observable<string> => {
  const heard = link.frames.pipe(take(1));
  const probe = defer(() => {
    link.sayMessage(PROBE);
    for (const status of open()) {
      link.sayMessage(controlMessage('msc', modemStatusValues(status)));
    }
    return timer(PROBE_MS);
  }).pipe(ignoreElements());
  const probed = (why: string): Observable<string> =>
    race(heard.pipe(map(() => undefined)), concat(probe.pipe(repeat(PROBES)), of(why))).pipe(
      filter((result) => result !== undefined),
    );
  const silent = link.sent.pipe(
    exhaustMap(() => timer(silenceMs).pipe(takeUntil(link.frames))),
    map(() => 'it answers nothing any more'),
  );
  const noisy = link.noise.pipe(map(() => 'it says something that is no frame, and answers none'));
  return merge(silent, noisy).pipe(
    // Answers come with noise, too: what they bring is looked at later.
    exhaustMap((why) => concat(probed(why), timer(PAUSE_MS).pipe(ignoreElements()))),
    take(1),
  );
};
