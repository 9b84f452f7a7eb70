import * as bearer from '../commands/bearer';
import * as calls from '../commands/callUrcs';
import * as files from '../commands/files';
import * as filesSim800 from '../commands/filesSim800';
import * as ftp from '../commands/ftpSim800';
import * as general from '../commands/general';
import * as http from '../commands/http';
import * as httpSim800 from '../commands/httpSim800';
import * as network from '../commands/network';
import * as networkUrcs from '../commands/networkUrcs';
import * as power from '../commands/powerUrcs';
import { sim800Files } from '../dialects/sim800Files';
import { sim800Ftp } from '../dialects/sim800Ftp';
import { sim800Http } from '../dialects/sim800Http';
import { equipment } from './equipment';
import { simcom } from './simcom';
import type { Profile } from './profile';
import { wordsOf } from './wordsOf';

/**
 * SIMCom SIM800, SIM800H, SIM800L, SIM800C: GPRS, a bearer profile under HTTP and FTP.
 *
 * Source: SIM800 Series AT Command Manual V1.09, IP Application Note V1.05.
 */
export const sim800: Profile = Object.freeze({
  ...simcom,
  name: 'sim800',
  title: 'SIM800',
  vocabulary: wordsOf(
    ...[general, network, networkUrcs, calls, power, bearer, http, httpSim800],
    ...equipment,
    ...[files, filesSim800, ftp],
  ),
  boot: [power.ready],
  mostLineChars: 556,
  http: sim800Http,
  files: sim800Files,
  ftp: sim800Ftp,
});
