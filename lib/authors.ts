/* `rxmodem/authors`: for those who write a profile, the description of a modem family. */

/* The vocabulary */
export { vocabulary, vocabularyOf, vocabularyWith } from './grammar/vocabulary';
export type { AnyUrc, Table, Vocabulary } from './grammar/vocabulary';
export type { Request as ParsedRequest } from './grammar/parseRequest';

/* How a family does a service: the contracts */
export type { BearerDialect } from './dialects/bearerDialect';
export type { CallsDialect } from './dialects/callsDialect';
export type { CertificatesDialect } from './dialects/certificatesDialect';
export type { CheckupDialect, KeptSetting, ServiceCheck, SettingCheck } from './dialects/checkupDialect';
export type { ClockDialect, NetworkTimeDialect, NtpRequest } from './dialects/clockDialect';
export type { FilesDialect, FileWriter } from './dialects/filesDialect';
export type {
  FtpDialect,
  FtpDownload,
  FtpFileTask,
  FtpTask,
  FtpUpload,
  SettledServer,
} from './dialects/ftpDialect';
export type { GnssDialect, GnssWay } from './dialects/gnssDialect';
export type { MqttBroker, MqttDialect, NewMqttMessage } from './dialects/mqttDialect';
export type { HealthDialect } from './dialects/healthDialect';
export type { ByteRange, HttpCall, HttpContent, HttpDraft, HttpPolicies } from './dialects/httpCall';
export type {
  MessageAnnouncement,
  MessageNews,
  MessageRouting,
  MessagesDialect,
  StoredPdu,
  SubmittedPdu,
} from './dialects/messagesDialect';
export type { HttpDialect, TooLarge } from './dialects/httpDialect';
export type { IdentityDialect } from './dialects/identityDialect';
export type {
  NetworkDialect,
  PinAttempts,
  ReadyRequest,
  Stage,
  StageCause,
  StageResult,
} from './dialects/networkDialect';
export type { MuxDialect } from './dialects/muxDialect';
export type {
  PhonebookCharset,
  PhonebookDialect,
  PhonebookLevel,
  PhonebookRange,
} from './dialects/phonebookDialect';
export type { PowerDialect } from './dialects/powerDialect';
export type {
  ConnectTurn,
  LinkClient,
  LinkDialect,
  LinkNews,
  LinkState,
  LinkWindow,
  ListenDialect,
  PingTry,
  SocketsDialect,
  SocketTarget,
} from './dialects/socketsDialect';
export type { UssdDialect, UssdReport } from './dialects/ussdDialect';
export type { StateRule, View, Views } from './dialects/views';

/* What dialects speak through */
export type { CommandChannel, InputFeed, InputRequest, WriteInput } from '../operators/commandChannel';
export type { Work } from '../operators/work';

/* A family with the services that a program uses, and no others */
export { profileWith } from './dialects/profilePart';
export type { ProfilePart } from './dialects/profilePart';
export { a7600Base } from './families/a7600/a7600Base';
export {
  a7600CallsPart,
  a7600CertificatesPart,
  a7600CheckupPart,
  a7600ClockPart,
  a7600FilesPart,
  a7600FtpPart,
  a7600GnssPart,
  a7600HttpPart,
  a7600MessagesPart,
  a7600MqttPart,
  a7600MuxPart,
  a7600PhonebookPart,
  a7600SocketsPart,
  a7600UssdPart,
} from './families/a7600/a7600Parts';
export { quectelBase } from './families/quectel/quectelBase';
export {
  quectelCallsPart,
  quectelCertificatesPart,
  quectelCheckupPart,
  quectelClockPart,
  quectelFilesPart,
  quectelFtpPart,
  quectelGnssPart,
  quectelHttpPart,
  quectelMessagesPart,
  quectelMqttPart,
  quectelMuxPart,
  quectelPhonebookPart,
  quectelSocketsPart,
  quectelUssdPart,
} from './families/quectel/quectelParts';
export { sim7600Base } from './families/sim7600/sim7600Base';
export {
  sim7600FilesPart,
  sim7600FtpPart,
  sim7600GnssPart,
  sim7600HttpPart,
  sim7600MessagesPart,
} from './families/sim7600/sim7600Parts';
export { sim800Base } from './families/sim800/sim800Base';
export {
  sim800CallsPart,
  sim800CheckupPart,
  sim800ClockPart,
  sim800FilesPart,
  sim800FtpPart,
  sim800GnssPart,
  sim800HttpPart,
  sim800MessagesPart,
  sim800MuxPart,
  sim800PhonebookPart,
  sim800SocketsPart,
  sim800UssdPart,
} from './families/sim800/sim800Parts';

/* A family of your own, made known */
export { registerFamily } from './families/registerFamily';
export type { FamilyRegistration } from './families/registerFamily';

/* What any maker's modem may use as it is: V.250, 27.007, 27.005 */
export { plainUssd } from './families/standard/ussd/standardUssd';
export { standardCalls } from './families/standard/calls/standardCalls';
export { standardCheckup } from './families/standard/standardCheckup';
export { standardMessages } from './families/standard/messages/standardMessages';
export type { StandardMessages } from './families/standard/messages/standardMessages';
export { standardPhonebook } from './families/standard/phonebook/standardPhonebook';
export { standardClock } from './families/standard/clock/standardClock';
export { standardHealth } from './families/standard/standardHealth';
export { standardIdentity } from './families/standard/standardIdentity';
export { standardProfile } from './families/standard/standardProfile';
export { standardViews } from './families/standard/standardViews';
export type { Ends } from './families/standard/standardViews';
export { attachmentStage } from './families/standard/network/attachmentStage';
export { registrationDomains } from './families/standard/network/registered';
export { registrationStages } from './families/standard/network/registrationStages';
export { signalStage } from './families/standard/network/signalStage';
export { simStage, simStageWith } from './families/standard/network/simStage';

/* What the codes of a family mean */
export type { CodeCause, CodeRow, CodeTable } from './grammar/errors/codeRow';

/* The steps that dialects are made of */
export { ask } from './dialects/ask';
export type { Ask } from './dialects/ask';
export { inOrder } from './dialects/steps/inOrder';
export { isRefusal, onRefusal } from './dialects/steps/onRefusal';
export { stageResult } from './dialects/networkDialect';
export { stateRule } from './dialects/views';
export { uploadContent } from './dialects/steps/uploadContent';
export { beforeGiving, giveBytes } from './dialects/steps/giveBytes';
export { gnssFields } from './dialects/steps/gnssFields';
export { headersOf, headerText, parseHeaders, splitHeaders } from './dialects/steps/parseHeaders';
export { optionally, optionalSetting, orWithout } from './dialects/steps/optionally';
export { perTurn } from './dialects/steps/perTurn';
export { readWindow } from './dialects/readWindow';
export type { ReadWindow } from './dialects/readWindow';
export { seenIn } from './dialects/steps/onRefusal';
export { serviceOf } from './dialects/serviceOf';
export { socketFailure } from './dialects/steps/socketName';
export { takeWindows } from './dialects/steps/takeWindows';
export type { TakeWindows } from './dialects/steps/takeWindows';
export { unreadWindow } from './dialects/steps/unreadWindow';
export type { UnreadReading } from './dialects/steps/unreadWindow';
export { untilFailure } from './dialects/steps/untilFailure';
