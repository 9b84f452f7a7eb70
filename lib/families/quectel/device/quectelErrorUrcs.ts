import { integer } from '../../../grammar/codecs/integer';
import { urc } from '../../../grammar/urc';

/** What Quectel's modems report of commands that have been answered. */

export const quectelLateError = urc('+CME ERROR', {
  tells:
    'Tells the failure of a command whose OK came before: some firmware says this in place of the result.',
  source: 'BG96 HTTP(S) AT Commands Manual V1.0 page 28; observed on EG800K',
  gives: { code: integer },
  example: '+CME ERROR: 714',
});
