import type { CommandFactory } from '../grammar/command';
import type { Shape, Values } from '../grammar/shape';
import { spokenLine, type LineRole, type Utterance } from './utterance';

/** Writes a command's answer through its own definition. */
export const answerLine = <T extends Shape, A extends Shape>(
  definition: CommandFactory<T, A>,
  values: Values<A>,
  role: LineRole = 'info',
): Utterance => spokenLine(definition.answer?.write(values) ?? '', role);
