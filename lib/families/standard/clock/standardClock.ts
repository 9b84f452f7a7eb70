import { ask } from '../../../dialects/ask';
import type { ClockDialect, NetworkTimeDialect } from '../../../dialects/clockDialect';
import { readClock } from '../../../grammar/clockTime';
import { clock } from '../clockCommands';

/** The clock by 27.007 § 8.15, `AT+CCLK?`: local time. How it takes the network's time is the family's own. */
export const standardClock = (network: NetworkTimeDialect): ClockDialect =>
  Object.freeze({ read: ask(clock(), ({ time }) => readClock(time)), network });
