/* Modems */
export { connect } from './modem/connect';
export type { ConnectOptions } from './modem/connect';
export type { ConnectionState } from './modem/connectionState';
export type { OnBearer } from './modem/bearer';
export type { Modem } from './modem/modem';
export type { Patience } from './modem/patience';
export type { ReconnectPolicy } from './modem/reconnectPolicy';
export type { StateViews } from './modem/stateViews';
export type { TraceEntry } from './modem/traceEntry';

export { detectProfile } from './detection/detectProfile';

/* Families */
export { sim800 } from './profiles/sim800';
export { a7600 } from './profiles/a7600';
export { sim7600 } from './profiles/sim7600';
export type { Bearer, Clock, ModemStates, Power, Registration, Signal, Sim } from './profiles/modemStates';
export type { Profile } from './profiles/profile';
export { profileOf } from './profiles/profileOf';
export type { Notice } from './profiles/notice';
export type { View, Views } from './profiles/views';

/* How a family does a service: for a profile of one's own */
export type { BearerDialect } from './dialects/bearerDialect';
export type { IdentityDialect } from './dialects/identityDialect';
export type { Ask } from './dialects/ask';
export type { Found, NetworkDialect, Stage, Wanted } from './dialects/networkDialect';
export type { PowerDialect } from './dialects/powerDialect';
export type { CertificatesDialect } from './dialects/certificatesDialect';
export type { FilesDialect, FileWriter } from './dialects/filesDialect';
export type { FtpDialect, FtpDownload, FtpUpload, SettledServer } from './dialects/ftpDialect';
export type { ByteRange, HttpCall, HttpContent, HttpDialect, TooLarge } from './dialects/httpDialect';
export type { Feed, Feeding, Give } from '../operators/feed';
export type { Talk } from '../operators/talk';
export type { Work } from '../operators/work';

/* Flows */
export { identity } from './flows/identity';
export type { Identity } from './flows/identity';
export { health } from './flows/health';
export type { Health } from './flows/health';
export type { Supply } from './dialects/powerDialect';
export type { ClockTime } from './grammar/clockTime';
export { refresh } from './flows/refresh';
export { restart } from './flows/restart';
export type { RestartOptions } from './flows/restart';
export { powerDown } from './flows/powerDown';
export { http } from './flows/http';
export { flowsOf } from './flows/flowsOf';
export type { Flows, FtpFlows, HttpFlows } from './flows/flows';
export { createFetch } from './flows/createFetch';
export type { FetchDefaults } from './flows/createFetch';
export { json } from './flows/json';
export { ready } from './flows/ready';
export type { ReadyOptions } from './flows/readyOptions';
export type { ReadyStep, StageName } from './dialects/readyStep';
export { checkedUrl } from './flows/checkedUrl';
export { files } from './flows/files';
export type { ReadFileOptions } from './flows/readFile';
export type { FileEntry, FreeSpace } from './dialects/filesDialect';
export { certificates } from './flows/certificates';
export { ftp } from './flows/ftp';
export type { FtpEntry } from './flows/ftpEntries';
export type { FtpGetOptions, FtpOptions, FtpPutOptions } from './flows/ftpOptions';
export type { FtpServer } from './dialects/ftpServer';
export type { FtpWay } from './dialects/ftpDialect';
export type { HttpBody, StreamedBody } from './flows/httpBody';
export type { HttpRequest } from './flows/httpRequest';
export type { HttpMethod } from './dialects/httpDialect';
export type { Access } from './dialects/access';
export type { TlsOptions } from './dialects/tlsOptions';

/* Several modems as one */
export { pool } from './pool/pool';
export type { Pool } from './pool/pool';
export type { PoolEntry, PoolSource } from './pool/poolEntry';
export type { PoolMember } from './pool/poolMember';
export type { PoolPolicy } from './pool/poolPolicy';
export type { PoolFlow, PoolRun, PoolRunOptions } from './pool/poolRun';
export { worthMoving } from './pool/worthMoving';

/* Commands and URCs: the tables */
export * as commands from './commands';

/* Words of one's own */
export { command } from './grammar/command';
export { urc } from './grammar/urc';
export { raw } from './grammar/raw';
export { vocabulary } from './grammar/vocabulary';
export { choice } from './grammar/choice';
export { flag } from './grammar/flag';
export { integer } from './grammar/integer';
export { integerBetween } from './grammar/integerBetween';
export { optional } from './grammar/optional';
export { quoted } from './grammar/quoted';
export { remainder } from './grammar/remainder';
export { text } from './grammar/text';
export { word } from './grammar/word';
export type { Codec } from './grammar/codec';
export type {
  Arguments,
  Command,
  CommandDefinition,
  CommandFactory,
  CommandSpec,
  Ending,
  Prompt,
} from './grammar/command';
export type { LineForm } from './grammar/lineForm';
export type { Shape, Values } from './grammar/shape';
export type { UrcDefinition, UrcSpec } from './grammar/urc';
export type { AnyUrc, Vocabulary } from './grammar/vocabulary';
export type { Request as ParsedRequest } from './grammar/parseRequest';

/* What numbers mean */
export { dBmOf } from './grammar/dBmOf';
export { isRegistered } from './grammar/isRegistered';

/* Errors */
export { ModemError } from './grammar/modemError';
export { describe } from './grammar/describe';
export { isTransient } from './grammar/isTransient';
export type { HttpHead } from './grammar/httpHead';
export type { Phase, Reason } from './grammar/reason';

/* Recordings */
export { keptOpen } from './transports/keptOpen';
export { recorded } from './transports/recorded';
export type { RecordedOptions } from './transports/recorded';
export { replay } from './transports/replay';
export type { ReplayOptions } from './transports/replay';

/* The wire */
export type { Port, Transport, Written } from './wire/transport';
export type { FinalResult } from './grammar/resultCodes';
export type { Fields, Token } from './wire/token';
export type { Traffic } from './wire/traffic';

/* What flows emit and policies are made of, as in rxmodem/operators */
export { collect } from '../operators/collect';
export { exponential } from '../operators/exponential';
export { ofUrc } from '../operators/ofUrc';
export { splitUrcs } from '../operators/splitUrcs';
export type { HttpResponse } from '../operators/httpResponse';
export type { Chunk, Head, Resumed, Sent, Stored, TransferEvent, Working } from '../operators/transferEvent';
export type { Response } from '../operators/response';
export type { RetryPolicy } from '../operators/retryPolicy';
export type { TimeoutPolicy } from '../operators/timeoutPolicy';
