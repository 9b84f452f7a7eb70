import * as basic from '../commands/basic';
import * as bearer from '../commands/bearer';
import * as calls from '../commands/callUrcs';
import * as clock from '../commands/clock';
import * as clockSim800 from '../commands/clockSim800';
import * as files from '../commands/files';
import * as filesSim800 from '../commands/filesSim800';
import * as ftp from '../commands/ftpSim800';
import * as general from '../commands/general';
import * as http from '../commands/http';
import * as httpSim800 from '../commands/httpSim800';
import * as identity from '../commands/identity';
import * as identitySim800 from '../commands/identitySim800';
import * as network from '../commands/network';
import * as networkUrcs from '../commands/networkUrcs';
import * as power from '../commands/power';
import * as powerSim800 from '../commands/powerSim800';
import * as powerUrcs from '../commands/powerUrcs';
import * as reports from '../commands/reports';
import * as reportsSim800 from '../commands/reportsSim800';
import * as serial from '../commands/serial';
import * as sim from '../commands/sim';
import { sim800Bearer } from '../dialects/sim800Bearer';
import { sim800Files } from '../dialects/sim800Files';
import { sim800Ftp } from '../dialects/sim800Ftp';
import { sim800Http } from '../dialects/sim800Http';
import { sim800BearerView } from './sim800BearerView';
import { simcom } from './simcom';
import { simcomViews } from './simcomViews';
import type { Profile } from './profile';
import { wordsOf } from '../grammar/wordsOf';

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
    ...[general, basic, serial, identity, identitySim800, clock, clockSim800],
    ...[power, powerSim800, powerUrcs, sim, network, networkUrcs, calls, reports, reportsSim800],
    ...[bearer, http, httpSim800],
    ...[files, filesSim800, ftp],
  ),
  boot: [powerUrcs.ready],
  mostLineChars: 556,
  bearer: sim800Bearer,
  views: { ...simcomViews, bearer: sim800BearerView },
  http: sim800Http,
  files: sim800Files,
  ftp: sim800Ftp,
});
