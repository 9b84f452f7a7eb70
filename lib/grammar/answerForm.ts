import { lineForm, type LineForm } from './lineForm';
import type { Shape, Values } from './shape';

/** The header of a command's answer: its name. `+FTPGET=2,` answers `+FTPGET: …`. */
export const answerForm = <S extends Shape>(
  head: string,
  header: string | undefined,
  shape: S,
): LineForm<Values<S>> => lineForm(header ?? head.replace(/[=?].*$/, ''), shape);
