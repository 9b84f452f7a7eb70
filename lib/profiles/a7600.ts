import * as httpA76 from '../commands/httpA76';
import { atReady, qcReady, ready } from '../commands/powerUrcs';
import { a76Bearer } from '../dialects/a76Bearer';
import { a76Certificates } from '../dialects/a76Certificates';
import { a76Files } from '../dialects/a76Files';
import { a76Ftp } from '../dialects/a76Ftp';
import { a76Http } from '../dialects/a76Http';
import { a76BearerView } from './a76BearerView';
import { a76Words } from './a76Words';
import { simcom } from './simcom';
import { simcomViews } from './simcomViews';
import type { Profile } from './profile';
import { wordsOf } from '../grammar/wordsOf';

const modemFiles = a76Files('C:');

/**
 * SIMCom A7600, A7670, A7672, A7608: LTE, a PDP context under HTTP(S).
 *
 * Source: A76XX Series AT Command Manual V1.09, A7600 Series HTTP(S) Application Note V1.00.
 */
export const a7600: Profile = Object.freeze({
  ...simcom,
  name: 'a7600',
  title: 'A7600',
  vocabulary: wordsOf(...a76Words, httpA76),
  boot: [atReady, ready, qcReady],
  mostLineChars: 3_071,
  bearer: a76Bearer,
  views: { ...simcomViews, bearer: a76BearerView },
  http: a76Http({ head: httpA76.httpHead, read: httpA76.httpReadBlocks }),
  files: modemFiles,
  ftp: a76Ftp(modemFiles, { mostPathChars: 112, mostLoginChars: 128 }),
  certificates: a76Certificates,
});
