/* Modems */
export { openModem } from './modem/openModem';
export { withModem } from './modem/withModem';
export type { OpenModemOptions } from './modem/openModem';
export type { ConnectionState } from './modem/sessions';
export type { WithBearer } from './modem/sharedBearer';
export type { Modem } from './modem/modem';
export type { Timings } from './modem/line/timings';
export type { ReconnectPolicy } from './modem/openModem';
export type { StateViews } from './modem/stateViews';
export type { TraceEntry } from './modem/trace/traceEntry';

export { detectProfile } from './detectProfile';
export type { DetectOptions } from './detectProfile';
export { withFirmware } from './dialects/firmware';
export type { Firmware } from './dialects/firmware';
export { firmwaresOf } from './families/firmwaresOf';

/* Families */
export { sim800 } from './families/sim800/sim800';
export { a7600 } from './families/a7600/a7600';
export { sim7600 } from './families/sim7600/sim7600';
export type { Call, CallCause, Calls, EndedCall } from './dialects/modemStates';
export { quectel } from './families/quectel/quectel';
export type {
  Bearer,
  Clock,
  MessageMemory,
  ModemStates,
  Power,
  Registration,
  Signal,
  Sim,
} from './dialects/modemStates';
export type { Profile } from './dialects/profile';
export { profiles } from './families/profiles';
export { profileOf } from './families/profileOf';
export { profileNamed, profileNames } from './families/registerFamily';

/* Flows */
export { identify } from './flows/device/identify';
export type { Identity } from './flows/device/identify';
export { health } from './flows/device/health';
export type { Health } from './flows/device/health';
export type { Supply } from './dialects/healthDialect';
export type { ClockTime } from './grammar/clockTime';
export { refresh } from './flows/device/refresh';
export { restart } from './flows/device/restart';
export type { RestartOptions } from './flows/device/restart';
export { powerDown } from './flows/device/powerDown';
export { http } from './flows/http/http';
export type { Flows, FlowTarget } from './flows/flows';
export type { FtpFlows } from './flows/ftp/ftpFlows';
export type { HttpFlows } from './flows/http/httpTarget';
export type { FtpPath } from './flows/ftp/ftpCheck';
export { createFetch } from './flows/createFetch';
export type { FetchDefaults } from './flows/createFetch';
export { json } from './flows/http/httpBody';
export { ready } from './flows/device/ready';
export type { ReadyOptions } from './flows/device/readyOptions';
export type { ReadyStep, StageName } from './dialects/networkDialect';
export { checkedUrl } from './flows/http/checkedUrl';
export { files } from './flows/files/files';
export type { ReadFileOptions } from './flows/files/readFile';
export type { FileEntry, FreeSpace } from './dialects/filesDialect';
export { certificates } from './flows/files/certificates';
export { clock } from './flows/clock/clock';
export type { ClockReading, SetClock } from './flows/clock/clockReading';
export type { ClockSyncOptions } from './flows/clock/syncClock';
export { gnss } from './flows/gnss/gnss';
export type { GnssOptions } from './flows/gnss/gnss';
export type { GnssFix } from './dialects/gnssDialect';
export { modemMqtt } from './flows/mqtt/modemMqtt';
export type { MqttSession } from './flows/mqtt/modemMqtt';
export type { MqttOptions, PublishOptions } from './flows/mqtt/mqttOptions';
export type { MqttMessage } from './dialects/mqttDialect';
export { calls } from './flows/calls/calls';
export type { DialOptions } from './flows/calls/calls';
export type { CallEvent } from './flows/calls/callEvents';
export type { IncomingCall } from './flows/calls/incomingCalls';
export type { ReceivedTone } from './dialects/callsDialect';
export { phonebook } from './flows/phonebook/phonebook';
export type { PhonebookOptions } from './flows/phonebook/phonebook';
export type { NewPhonebookEntry, PhonebookEntry } from './dialects/phonebookDialect';
export { ussd } from './flows/ussd/ussd';
export type { UssdOptions, UssdReply } from './flows/ussd/ussd';
export type { UssdAnswer } from './flows/ussd/ussdAnswer';
export { sockets } from './flows/sockets/sockets';
export type { LookupOptions, PingOptions } from './flows/sockets/sockets';
export type { ListenOptions } from './flows/sockets/listenSocket';
export type { SocketOptions } from './flows/sockets/socketOptions';
export type { SocketPort, SocketTransport } from './flows/sockets/socketPort';
export type { PingTry } from './dialects/socketsDialect';
export { ftp } from './flows/ftp/ftp';
export type { FtpEntry } from './flows/ftp/ftpEntries';
export type { FtpGetOptions, FtpOptions, FtpPutOptions } from './flows/ftp/ftpOptions';
export type { FtpServer } from './dialects/ftpDialect';
export type { FtpWay } from './dialects/ftpDialect';
export { pduCodec } from './pdu/pduCodec';
export type { Deliver, Malformed, Pdu, StatusReport, Submit } from './pdu/pdu';
export type { ReportStatus } from './pdu/reportStatus';
export type { SubmitRequest } from './pdu/encodeSubmit';
export type { Fit } from './pdu/fit';
export { sms } from './flows/messages/sms';
export type { SmsRequest } from './flows/messages/sending/outgoingOf';
export type { SendEvent } from './flows/messages/sending/sendEvent';
export type { InboxEvent, InboxItem } from './flows/messages/inbox/inboxEvent';
export type { InboxOptions } from './flows/messages/inbox/inboxOptions';
export type { InboxRecord, InboxStore, KeptPart } from './flows/messages/inbox/inboxStore';
export type {
  MalformedMessage,
  Message,
  OwnMessage,
  PushMessage,
  StoredMessage,
} from './flows/messages/message';
export type { MessageReport } from './flows/messages/messageReport';
export type { PlaceName } from './flows/messages/wantedPlace';
export type { PushContent } from './flows/messages/pushContent';
export type { ListOptions, RemovedPlaces } from './flows/messages/storedFlows';
export type { MessagePlace, MessageStatus, StorageLevel } from './dialects/messagesDialect';
export type { HttpBody, StreamedBody } from './flows/http/httpBody';
export type { HttpRequest } from './flows/http/httpRequest';
export type { HttpMethod } from './dialects/httpCall';
export type { ApnSettings } from './dialects/bearerDialect';
export type { TlsOptions } from './dialects/httpCall';

/* What is wrong with a modem */
export { doctor, findBaud } from './doctor/doctor';
export type { DoctorTarget } from './doctor/doctor';
export type { DoctorOptions } from './doctor/doctorOptions';
export type { Check, DoctorEvent, ExaminedModem, Habit } from './doctor/doctorEvent';
export { scanPorts } from './doctor/scanPorts';
export type { PortFound, ScannedPort } from './doctor/scanPorts';
export { setBaud } from './doctor/line/setBaud';
export type { BaudSet, SetBaudOptions } from './doctor/line/setBaud';

/* Several channels on one port */
export { multiplex } from './mux/multiplex';
export type { MultiplexOptions } from './mux/muxPlan';
export type { MuxChannel, MuxPort } from './mux/muxPort';
export type { MuxReport } from './mux/muxReport';
export type { MuxDialect } from './dialects/muxDialect';
export { urcsOnce } from './mux/urcsOnce';

/* Several modems as one */
export { pool } from './pool/pool';
export type { Pool } from './pool/pool';
export type { PoolEntry, PoolSource } from './pool/poolMember';
export type { PoolMember } from './pool/poolMember';
export type { PoolPolicy } from './pool/poolPolicy';
export type { PoolFlow, PoolRun, PoolRunOptions } from './pool/poolRun';
export { worthMoving } from './pool/worthMoving';
export { modemHealth } from './pool/modemHealth';
export type { ModemHealth } from './pool/modemHealth';
export type { FitnessFacts } from './pool/fitness';

/* Commands and URCs: the tables */
export * as commands from './families';

/* Commands and URCs that you declare; what a profile is made of stands in rxmodem/authors */
export { command } from './grammar/command';
export { urc } from './grammar/urc';
export { raw } from './grammar/raw';
export { at } from './grammar/codecs/at';
export type { Codec } from './grammar/codecs/codec';
export type {
  Arguments,
  Command,
  CommandDefinition,
  CommandFactory,
  CommandSpec,
  Ending,
  Prompt,
} from './grammar/command';
export type { LineForm } from './grammar/forms/lineForm';
export type { Shape, Values } from './grammar/forms/shape';
export type { UrcDefinition, UrcSpec } from './grammar/urc';

/* What numbers mean */
export { dBmOf } from './grammar/signalOf';
export { isRegistered } from './grammar/isRegistered';

/* Errors */
export { ModemError } from './grammar/errors/modemError';
export { explain } from './grammar/errors/explain';
export { isTransient } from './grammar/errors/isTransient';
export { printable } from './grammar/errors/printable';
export type { HttpHead } from './grammar/errors/httpHead';
export type {
  LengthSign,
  NetworkCause,
  NetworkDetails,
  Phase,
  Reason,
  SocketProblem,
} from './grammar/errors/reason';

/* Recordings */
export { keptOpen } from './modem/keptOpen';
export { wakingUp } from './modem/wakingUp';
export type { WakeOptions } from './modem/wakingUp';
export { recorded } from './recording/recorded';
export { maskIdentities, notMasked } from './recording/maskIdentities';
export type { RecordedOptions } from './recording/recorded';
export { replay } from './recording/replay';
export type { ReplayOptions } from './recording/replay';

/* The wire */
export type { Port, Transport, Written } from './wire/transport';
export type { FinalResult } from './grammar/errors/resultCodes';
export type { Fields, Token } from './wire/token';
export type { Traffic } from './wire/traffic';

/* What flows emit and policies are made of, as in rxmodem/operators */
export { collect } from '../operators/collect';
export { exponential } from '../operators/retryPolicy';
export { ofUrc } from '../operators/ofUrc';
export { splitUrcs } from '../operators/splitUrcs';
export type { HttpResponse } from '../operators/collect';
export type { Chunk, Head, Resumed, Sent, Stored, TransferEvent, Working } from '../operators/transferEvent';
export type { Response } from '../operators/response';
export type { RetryPolicy } from '../operators/retryPolicy';
export type { TimeoutPolicy } from '../operators/timeoutPolicy';
