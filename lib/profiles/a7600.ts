import * as calls from '../commands/callUrcs';
import * as context from '../commands/context';
import * as files from '../commands/files';
import * as filesA76 from '../commands/filesA76';
import * as ftpA76 from '../commands/ftpA76';
import * as general from '../commands/general';
import * as http from '../commands/http';
import * as httpA76 from '../commands/httpA76';
import * as network from '../commands/network';
import * as networkUrcs from '../commands/networkUrcs';
import * as power from '../commands/powerUrcs';
import * as tls from '../commands/tls';
import { a76Certificates } from '../dialects/a76Certificates';
import { a76Files } from '../dialects/a76Files';
import { a76Ftp } from '../dialects/a76Ftp';
import { a76Http } from '../dialects/a76Http';
import { equipment } from './equipment';
import { simcom } from './simcom';
import type { Profile } from './profile';
import { wordsOf } from './wordsOf';

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
  vocabulary: wordsOf(
    ...[general, network, networkUrcs, calls, power, context, http, httpA76, tls],
    ...equipment,
    ...[files, filesA76, ftpA76],
  ),
  boot: [power.atReady, power.ready, power.qcReady],
  mostLineChars: 3_071,
  http: a76Http({ head: httpA76.httpHead, read: httpA76.httpReadBlocks }),
  files: modemFiles,
  ftp: a76Ftp(modemFiles, { mostPathChars: 112, mostLoginChars: 128 }),
  certificates: a76Certificates,
});
