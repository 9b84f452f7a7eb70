import { choice, oneOf } from './choice';
import { dialString } from './dialString';
import { filePath } from './filePath';
import { digits, flag, integer, integerBetween } from './integer';
import { optional } from './optional';
import { parameter, quoted, remainder, text, textUpTo, word, words } from './text';

/**
 * The codecs of AT: how each field of a command, an answer or a URC is spelled.
 *
 *     command('+CBC', { answers: { charging: at.integer, percent: at.integer, milliVolts: at.integer } … })
 */
export const at = Object.freeze({
  integer,
  integerBetween,
  digits,
  flag,
  text,
  textUpTo,
  quoted,
  word,
  remainder,
  words,
  parameter,
  choice,
  oneOf,
  optional,
  filePath,
  dialString,
});
