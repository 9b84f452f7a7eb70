import * as httpA76 from '../a7600/http/a7600HttpCommands';
import * as httpSim7600 from './sim7600HttpCommands';
import { a7600Files } from '../a7600/files/a7600Files';
import { a7600Ftp } from '../a7600/ftp/a7600Ftp';
import { a7600Http } from '../a7600/http/a7600Http';
import { a7600Tables } from '../a7600/a7600Tables';
import { a7600 } from '../a7600/a7600';
import { simcomGnss } from '../simcom/gnss/simcomGnss';
import { sim7600Messages } from './messages/sim7600Messages';
import type { Profile } from '../../dialects/profile';
import { vocabularyOf } from '../../grammar/vocabulary';

const { httpStored, httpPeerClosed, httpNoNetwork } = httpA76;
const { httpPostFile, httpPostFileDone, httpReadFile, httpReadFileDone } = httpA76;

/** What it says as the A7600 does: all but its counts. */
const sameHttp = {
  ...{ httpStored, httpPeerClosed, httpNoNetwork },
  ...{ httpPostFile, httpPostFileDone, httpReadFile, httpReadFileDone },
};

const modemFiles = a7600Files('F:');

/**
 * SIMCom SIM7500 and SIM7600: as the A7600, but counts are marked `DATA,`.
 *
 * Source: SIM7500_SIM7600 Series AT Command Manual V3.00, HTTP(S) Application Note V3.00.
 */
export const sim7600: Profile = Object.freeze({
  ...a7600,
  name: 'sim7600',
  title: 'SIM7600',
  vocabulary: vocabularyOf(...a7600Tables, httpSim7600, sameHttp),
  http: a7600Http({ head: httpSim7600.sim7600HttpHead, read: httpSim7600.sim7600HttpRead }),
  messages: sim7600Messages,
  gnss: simcomGnss('sim7600'),
  files: modemFiles,
  ftp: a7600Ftp(modemFiles, { maxPathChars: 256, maxLoginChars: 256 }),
});
