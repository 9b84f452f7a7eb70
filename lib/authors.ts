/* `rxmodem/authors`: for those who write a profile, the description of a modem family. */

/* The vocabulary */
export { vocabulary, vocabularyOf } from './grammar/vocabulary';
export type { AnyUrc, Vocabulary } from './grammar/vocabulary';
export type { Request as ParsedRequest } from './grammar/parseRequest';

/* How a family does a service: the contracts */
export type { BearerDialect } from './dialects/bearerDialect';
export type { CertificatesDialect } from './dialects/certificatesDialect';
export type { FilesDialect, FileWriter } from './dialects/filesDialect';
export type {
  FtpDialect,
  FtpDownload,
  FtpFileTask,
  FtpTask,
  FtpUpload,
  SettledServer,
} from './dialects/ftpDialect';
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
  StageResult,
} from './dialects/networkDialect';
export type { PowerDialect } from './dialects/powerDialect';
export type { StateRule, View, Views } from './dialects/views';

/* What dialects speak through */
export type { CommandChannel, InputFeed, InputRequest, WriteInput } from '../operators/commandChannel';
export type { Work } from '../operators/work';

/* The steps that dialects are made of */
export { ask } from './dialects/ask';
export type { Ask } from './dialects/ask';
export { inOrder } from './dialects/steps/inOrder';
export { isRefusal, onRefusal } from './dialects/steps/onRefusal';
export { stageResult } from './dialects/networkDialect';
export { stateRule } from './dialects/views';
export { uploadContent } from './dialects/steps/uploadContent';
