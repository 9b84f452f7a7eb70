import { concat, defaultIfEmpty, defer, filter, type Observable, repeat, take, takeUntil, timer } from 'rxjs';
import { latin1Bytes } from '../grammar/latin1';
import { joinBytes } from '../../operators/joinBytes';
import { answersAt, saidAndWaited } from './askAt';
import { closings } from './closings';
import type { MuxWire } from './muxWire';

const TRIES = 3;
const ANSWER_MS = 500;
/** `+++` wants silence on both sides. */
const GUARD_MS = 1_000;
const CLOSE_MS = 500;

/**
 * Brings a modem to the state in which it answers AT, wherever somebody left it: in the multiplexer, in data mode, asleep.
 *
 *     > AT                         three times
 *     > +++                        leaves data mode
 *     > F9 03 EF 05 C3 01 F2 F9    CLD; from the second time on DISC for every channel, too
 *     > AT
 *     < OK
 *
 * Emits whether the modem answered within this time.
 */
export const reachAt = (wire: MuxWire, channels: number, withinMs: number): Observable<boolean> =>
  defer(() => {
    let round = 0;
    const breakOut = defer(() => {
      round += 1;
      const close = round > 1 ? joinBytes([closings.disconnects(channels), closings.close]) : closings.close;
      return concat(saidAndWaited(wire, latin1Bytes('+++'), GUARD_MS), saidAndWaited(wire, close, CLOSE_MS));
    });
    const once = defer(() => answersAt(wire, TRIES, ANSWER_MS));
    const rounds = concat(once, breakOut).pipe(repeat());
    return rounds.pipe(
      filter((answered) => answered),
      take(1),
      takeUntil(timer(withinMs)),
      defaultIfEmpty(false),
    );
  });
