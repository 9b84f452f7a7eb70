import * as emulator from '../../lib/emulator';
import * as authors from '../../lib/authors';
import * as core from '../../lib';
import * as mqtt from '../../lib/mqtt';
import * as node from '../../lib/transports/node';
import * as webSerial from '../../lib/transports/webSerial';
import * as testing from '../../lib/testing';
import * as operators from '../../operators';

/** The public names. Adding one is a decision, taking one away breaks somebody's program: both change this list. */
const doors: Readonly<Record<string, readonly [door: object, names: string]>> = {
  rxmodem: [
    core,
    `ModemError a7600 at certificates checkedUrl collect command commands openModem createFetch dBmOf explain detectProfile exponential files ftp health http identify
     isRegistered isTransient json keptOpen multiplex ofUrc pool powerDown printable profileNamed profileNames profileOf profiles quectel raw ready recorded refresh replay restart sim7600 sim800 splitUrcs urc urcsOnce withModem worthMoving`,
  ],
  'rxmodem/authors': [
    authors,
    'ask inOrder isRefusal onRefusal stageResult stateRule uploadContent vocabulary vocabularyOf',
  ],
  'rxmodem/operators': [
    operators,
    `HttpResponse bracket collect exponential frameResponse graceful joinBytes lateResult mealy ofUrc resumeWith serialize retryWith splitUrcs
     timeLimits tokenize failWith readWindows`,
  ],
  'rxmodem/testing': [
    testing,
    `assertDeepEqual coldTraffic conversation escapedText hotTraffic listen runConversation runModem scripted spell
     trafficOf`,
  ],
  'rxmodem/node': [node, 'ftpOrigin httpOrigin recordedTo serialPort servePseudoTerminal serveTcp tcp'],
  'rxmodem/mqtt': [mqtt, 'gateway remote schemas topics watch'],
  'rxmodem/web-serial': [webSerial, 'webSerial'],
  'rxmodem/emulator': [
    emulator,
    'FtpFailure DEFAULT_SETTINGS OriginFailure emulator faultList faults mobileNetwork random readFault simulatedFtp simulatedWeb writeFault',
  ],
  'the flows of ftp': [
    core.ftp,
    'append check get getToFile list listText mkdir put putFromFile remove rmdir size',
  ],
  'the flows of http': [core.http, 'check delete get getJSON getText head iterate post put readable request'],
  'the codecs of AT': [
    core.at,
    'choice dialString digits filePath flag integer integerBetween oneOf optional parameter quoted remainder text textUpTo word',
  ],
};

describe('law 9: the front door', () => {
  it.each(Object.entries(doors))('has the names of %s', (_, [door, names]) => {
    expect(Object.keys(door).sort()).toEqual(names.split(/\s+/).sort());
  });

  it('gives the same things through both doors', () => {
    expect(core.collect).toBe(operators.collect);
    expect(core.ofUrc).toBe(operators.ofUrc);
    expect(core.exponential).toBe(operators.exponential);
  });

  it('gives frozen profiles and flows', () => {
    for (const thing of [core.http, core.sim800, core.a7600, core.sim7600]) {
      expect(Object.isFrozen(thing)).toBe(true);
    }
  });
});
