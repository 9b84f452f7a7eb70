import * as httpA76 from '../commands/httpA76';
import * as httpSim7600 from '../commands/httpSim7600';
import * as calls from '../commands/callUrcs';
import * as context from '../commands/context';
import * as files from '../commands/files';
import * as filesA76 from '../commands/filesA76';
import * as ftpA76 from '../commands/ftpA76';
import * as general from '../commands/general';
import * as http from '../commands/http';
import * as network from '../commands/network';
import * as networkUrcs from '../commands/networkUrcs';
import * as power from '../commands/powerUrcs';
import * as tls from '../commands/tls';
import { a76Files } from '../dialects/a76Files';
import { a76Ftp } from '../dialects/a76Ftp';
import { a76Http } from '../dialects/a76Http';
import { a7600 } from './a7600';
import { equipment } from './equipment';
import type { Profile } from './profile';
import { wordsOf } from './wordsOf';

const { httpStored, httpReadNext, httpPeerClosed, httpNoNetwork } = httpA76;

const modemFiles = a76Files('F:');

/**
 * SIMCom SIM7500 and SIM7600: as the A7600, but counts are marked `DATA,`.
 *
 * Source: SIM7500_SIM7600 Series AT Command Manual V3.00, HTTP(S) Application Note V3.00.
 */
export const sim7600: Profile = Object.freeze({
  ...a7600,
  name: 'sim7600',
  title: 'SIM7600',
  vocabulary: wordsOf(
    { ...general, ...network, ...networkUrcs, ...calls, ...power, ...context, ...http, ...tls },
    { ...files, ...filesA76, ...ftpA76 },
    ...equipment,
    { ...httpSim7600, httpStored, httpReadNext, httpPeerClosed, httpNoNetwork },
  ),
  http: a76Http({ head: httpSim7600.httpHeadMarked, read: httpSim7600.httpReadMarked }),
  files: modemFiles,
  ftp: a76Ftp(modemFiles, { mostPathChars: 256, mostLoginChars: 256 }),
});
