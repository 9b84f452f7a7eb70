import type { Clock } from '../../../dialects/modemStates';
import { foldedView, stateRule, type View } from '../../../dialects/views';
import { readClock } from '../../../grammar/clockTime';
import { clock } from '../../standard/clockCommands';
import { quectelClockUpdate, quectelNetworkTime } from '../device/quectelDeviceCommands';
import { BY_UTC } from './quectelClock';
import { quectelClockUpdateState } from './quectelClockCommands';

/** The clock, and whether the modem keeps it in UTC, as far as that is known. */
interface Kept {
  readonly clock?: Clock | undefined;
  readonly isUtc?: boolean;
}

const withMode = (last: Kept | undefined, mode: number): Kept => ({ ...last, isUtc: mode === BY_UTC });

/** A time that can't be read says nothing. */
const withClock = (last: Kept | undefined, shown: Clock | undefined): Kept | undefined =>
  shown && { ...last, clock: shown };

/** From the factory, the network sets the clock to UTC. */
const atModem = (time: string, last: Kept | undefined): Kept | undefined =>
  withClock(last, readClock(time, last?.isUtc ?? true));

/** `"2017/10/13,11:40:48+32,0"`: the year has four digits, and daylight saving stands inside the quotes. */
const ofNetwork = (time: string, last: Kept | undefined): Kept | undefined =>
  withClock(last, readClock(time.replace(/^\d\d(?=\d\d\/)/, '').replace(/,\d+$/, '')));

/**
 * The clock in local time, whichever the modem keeps.
 *
 *     < +CTZU: 1   < +CCLK: "24/05/17,07:30:00+08"   ⇒ 2024-05-17T09:30:00+02:00
 */
export const quectelClockView: View<Clock> = foldedView<Clock | undefined, Kept>({
  rules: [
    stateRule.answer(quectelClockUpdateState, ({ mode }, last: Kept | undefined) =>
      mode === undefined ? undefined : withMode(last, mode),
    ),
    stateRule.done(quectelClockUpdate, ({ mode }, last: Kept | undefined) => withMode(last, mode)),
    stateRule.answer(clock, ({ time }, last: Kept | undefined) => atModem(time, last)),
    stateRule.answer(quectelNetworkTime, ({ time }, last: Kept | undefined) => ofNetwork(time, last)),
  ],
  shown: ({ clock: shown }) => shown,
}) as View<Clock>;
