import * as commands from '../commands';
import { wordsOf } from '../grammar/wordsOf';

/** The words of every family: a secret is one whoever's it is. */
export const everyWord = wordsOf(commands);
