import { clock } from '../commands/clock';
import { operator, signal } from '../commands/network';
import { readClock } from '../grammar/readClock';
import { ask } from './ask';
import type { PowerDialect } from './powerDialect';
import { signalOf } from './signalOf';

/** What is asked to learn how a modem is; the supply is the family's own question. */
export const healthQuestions = ({ supply }: PowerDialect) =>
  Object.freeze({
    signal: ask(signal(), signalOf),
    supply,
    operator: ask(operator(), ({ name }) => name),
    clock: ask(clock(), ({ time }) => readClock(time)),
  });
