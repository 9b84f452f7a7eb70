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
    `ModemError a7600 at calls certificates checkedUrl clock collect doctor findBaud firmwaresOf maskIdentities scanPorts setBaud wakingUp withFirmware modemHealth notMasked command commands openModem createFetch dBmOf explain detectProfile exponential files ftp gnss health http identify
     isRegistered isTransient json keptOpen modemMqtt multiplex ofUrc pduCodec phonebook pool powerDown printable profileNamed profileNames profileOf profiles quectel raw ready recorded refresh replay restart sim7600 sim800 sms sockets splitUrcs urc urcsOnce ussd withModem worthMoving`,
  ],
  'rxmodem/authors': [
    authors,
    `ask attachmentStage beforeGiving gnssFields optionalSetting orWithout plainUssd socketFailure standardCalls standardCheckup standardMessages
     standardPhonebook takeWindows unreadWindow profileWith a7600Base a7600CallsPart a7600CertificatesPart a7600CheckupPart a7600ClockPart a7600FilesPart a7600FtpPart a7600GnssPart a7600HttpPart a7600MessagesPart a7600MqttPart a7600MuxPart a7600PhonebookPart a7600SocketsPart a7600UssdPart
     quectelBase quectelCallsPart quectelCertificatesPart quectelCheckupPart quectelClockPart quectelFilesPart quectelFtpPart quectelGnssPart quectelHttpPart quectelMessagesPart quectelMqttPart quectelMuxPart quectelPhonebookPart quectelSocketsPart quectelUssdPart
     sim7600Base sim7600FilesPart sim7600FtpPart sim7600GnssPart sim7600HttpPart sim7600MessagesPart
     sim800Base sim800CallsPart sim800CheckupPart sim800ClockPart sim800FilesPart sim800FtpPart sim800GnssPart sim800HttpPart sim800MessagesPart
     sim800MuxPart sim800PhonebookPart sim800SocketsPart sim800UssdPart giveBytes headerText headersOf inOrder isRefusal onRefusal optionally parseHeaders perTurn readWindow registerFamily
     registrationDomains registrationStages seenIn serviceOf signalStage simStage simStageWith splitHeaders standardClock stageResult standardHealth standardIdentity
     standardProfile standardViews stateRule untilFailure uploadContent vocabulary vocabularyOf vocabularyWith`,
  ],
  'rxmodem/operators': [
    operators,
    `HttpResponse bracket collect exponential frameResponse graceful joinBytes lateResult mealy ofUrc resumeWith serialize retryWith splitUrcs
     timeLimits tokenize failWith readWindows windowPace`,
  ],
  'rxmodem/testing': [
    testing,
    `assertDeepEqual coldTraffic conversation escapedText exampleProblems hotTraffic listen runConversation runModem scripted spell
     trafficOf`,
  ],
  'rxmodem/node': [
    node,
    'brokerOrigin createFetch serialPorts duplexOf ftpOrigin http httpOrigin modemAgent recordedTo serialPort servePseudoTerminal serveProxy serveTcp socketOrigin tcp',
  ],
  'rxmodem/mqtt': [mqtt, 'gateway remote schemas topics watch'],
  'rxmodem/web-serial': [webSerial, 'webSerial'],
  'rxmodem/emulator': [
    emulator,
    'BrokerFailure impostors FtpFailure DEFAULT_SETTINGS OriginFailure SocketFailure answerLine emulatedFamilies emulatedFamily emulator faultList handle makeFamily ok payload prompt refused registerEmulatedFamily spokenLine standardFacts standardHandlers faults mobileNetwork random readFault simulatedBroker simulatedFtp simulatedNet simulatedWeb writeFault',
  ],
  'the flows of ftp': [
    core.ftp,
    'append check get getToFile list listText mkdir put putFromFile remove rmdir size',
  ],
  'the flows of http': [core.http, 'check delete get getJSON getText head iterate post put readable request'],
  'the codecs of AT': [
    core.at,
    'choice dialString digits filePath flag integer integerBetween oneOf optional parameter quoted remainder text textUpTo word words',
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
