import * as basic from '../commands/basic';
import * as calls from '../commands/callUrcs';
import * as clock from '../commands/clock';
import * as clockA76 from '../commands/clockA76';
import * as clockUrcs from '../commands/clockUrcs';
import * as context from '../commands/context';
import * as files from '../commands/files';
import * as filesA76 from '../commands/filesA76';
import * as ftpA76 from '../commands/ftpA76';
import * as general from '../commands/general';
import * as http from '../commands/http';
import * as identity from '../commands/identity';
import * as identityA76 from '../commands/identityA76';
import * as messages from '../commands/messageUrcs';
import * as network from '../commands/network';
import * as networkUrcs from '../commands/networkUrcs';
import * as power from '../commands/power';
import * as powerA76 from '../commands/powerA76';
import * as powerUrcs from '../commands/powerUrcs';
import * as reports from '../commands/reports';
import * as reportsA76 from '../commands/reportsA76';
import * as serial from '../commands/serial';
import * as serialA76 from '../commands/serialA76';
import * as sim from '../commands/sim';
import * as tls from '../commands/tls';
import { equipment } from './equipment';

/** The tables that the A7600 shares with its relatives: all but how HTTP marks its counts. */
export const a76Words = [
  ...[general, basic, serial, serialA76, identity, identityA76, clock, clockA76, clockUrcs],
  ...[power, powerA76, powerUrcs, sim, network, networkUrcs, calls, messages, reports, reportsA76],
  ...equipment,
  ...[context, http, tls, files, filesA76, ftpA76],
] as const;
