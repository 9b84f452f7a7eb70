import { ask, type Ask } from '../../dialects/ask';
import type { HealthDialect, Supply } from '../../dialects/healthDialect';
import { readClock } from '../../grammar/clockTime';
import { clock } from './clockCommands';
import { signalOf } from '../../grammar/signalOf';
import { operator, signal } from './networkCommands';

/** Health by 27.007's `+CSQ`, `+COPS` and `+CCLK`; the supply is the family's own question. */
export const standardHealth = (supply: Ask<Supply>): HealthDialect =>
  Object.freeze({
    signal: ask(signal(), signalOf),
    supply,
    operator: ask(operator(), ({ name }) => name),
    clock: ask(clock(), ({ time }) => readClock(time)),
  });
