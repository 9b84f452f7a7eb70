import * as httpA76 from './http/a7600HttpCommands';
import { atReady, qcReady, ready } from '../simcom/simcomPowerUrcs';
import { a76Bearer, CONTEXT_CID } from './network/a7600Bearer';
import { batteryA76, powerOffA76 } from './device/a7600DeviceCommands';
import { contextActive, contextAddress } from '../standard/contextCommands';
import { stateQuestions } from '../standard/stateQuestions';
import { a76Certificates } from './http/a7600Certificates';
import { a76Files } from './files/a7600Files';
import { a76Ftp } from './ftp/a7600Ftp';
import { a76Health, a76Identity, a76Power } from './device/a7600Device';
import { a76Http } from './http/a7600Http';
import { a76Network } from './network/a7600Network';
import { a76BearerView } from './network/a7600BearerView';
import { a76Words } from './a7600Words';
import { simcom } from '../simcom/simcom';
import { simcomViews } from '../simcom/simcomViews';
import type { Profile } from '../../dialects/profile';
import { wordsOf } from '../../grammar/vocabulary';

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
  identity: a76Identity,
  power: a76Power,
  health: a76Health,
  stateQuestions: [...stateQuestions, contextActive(), contextAddress({ cid: CONTEXT_CID }), batteryA76()],
  bearer: a76Bearer,
  network: a76Network,
  views: { ...simcomViews({ battery: batteryA76, powerOff: powerOffA76 }), bearer: a76BearerView },
  http: a76Http({ head: httpA76.httpHead, read: httpA76.httpReadBlocks }),
  files: modemFiles,
  ftp: a76Ftp(modemFiles, { mostPathChars: 112, mostLoginChars: 128 }),
  certificates: a76Certificates,
});
