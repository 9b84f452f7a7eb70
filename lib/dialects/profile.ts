import type { CodeTable } from '../grammar/errors/codeRow';
import type { Command } from '../grammar/command';
import type { UrcDefinition } from '../grammar/urc';
import type { Vocabulary } from '../grammar/vocabulary';
import type { BearerDialect } from './bearerDialect';
import type { CallsDialect } from './callsDialect';
import type { CheckupDialect } from './checkupDialect';
import type { CertificatesDialect } from './certificatesDialect';
import type { ClockDialect } from './clockDialect';
import type { FilesDialect } from './filesDialect';
import type { FtpDialect } from './ftpDialect';
import type { GnssDialect } from './gnssDialect';
import type { HttpDialect } from './httpDialect';
import type { HealthDialect } from './healthDialect';
import type { IdentityDialect } from './identityDialect';
import type { MessagesDialect } from './messagesDialect';
import type { MqttDialect } from './mqttDialect';
import type { MuxDialect } from './muxDialect';
import type { NetworkDialect } from './networkDialect';
import type { PowerDialect } from './powerDialect';
import type { PhonebookDialect } from './phonebookDialect';
import type { UssdDialect } from './ussdDialect';
import type { SocketsDialect } from './socketsDialect';
import type { Views } from './views';

/** A modem family: its words, limits, habits and dialects. One folder a family. */
export interface Profile {
  /** `sim800`, `a7600` … */
  readonly name: string;
  /** How people call it: `SIM800`. */
  readonly title: string;
  readonly vocabulary: Vocabulary;
  /** URCs that say that the modem has just started. */
  readonly boot: readonly UrcDefinition<unknown>[];
  /** URCs that say that the modem switches off: no answer follows. */
  readonly off: readonly UrcDefinition<unknown>[];
  /** Sent until it is answered, when nobody knows whether the modem listens. */
  readonly attention: Command;
  /** Sent in its place where it met silence or a number: somebody may have left the modem in `ATQ1` or `ATV0`. */
  readonly attentionInWords: Command;
  /** Sent once the modem answers, in order; a refusal is noted and does no harm. */
  readonly bringUp: readonly Command[];
  /** Longest command line that the modem takes, `AT` not counted. */
  readonly maxLineChars: number;
  readonly identity: IdentityDialect;
  /** The name of the profile that was written for a model, as far as the library's tables have it. */
  readonly profileFor: (model: string) => string | undefined;
  readonly power: PowerDialect;
  readonly health: HealthDialect;
  /** What a doctor looks at. Missing: what 27.007 and V.250 have. */
  readonly checkup?: CheckupDialect;
  /** What `refresh` asks, in order, so that `modem.state` is up to date. */
  readonly stateQuestions: readonly Command<unknown>[];
  /** Codes of `+CME ERROR` that mean something else here, or nothing elsewhere, than those of 27.007 and SIMCom. */
  readonly cmeCodes?: CodeTable;
  readonly bearer: BearerDialect;
  /** The way from power-on to the network, stage by stage. */
  readonly network: NetworkDialect;
  /** Which answers and URCs change the modem's states. */
  readonly views: Views;
  /** A service that is missing is refused by name: `serviceOf`. */
  readonly http?: HttpDialect;
  readonly files?: FilesDialect;
  readonly ftp?: FtpDialect;
  /** Missing where the family has no store of certificates that could be filled by name. */
  readonly certificates?: CertificatesDialect;
  /** Short messages. Missing where the family has none. */
  readonly messages?: MessagesDialect;
  /** Missing where the family has no USSD. */
  readonly ussd?: UssdDialect;
  /** Missing where the family makes no calls. */
  readonly calls?: CallsDialect;
  /** Missing where the family keeps no phonebook. */
  readonly phonebook?: PhonebookDialect;
  /** Missing where the family has no clock that could be set. */
  readonly clock?: ClockDialect;
  /** Missing where no model of the family has a receiver of satellites. */
  readonly gnss?: GnssDialect;
  /** Missing where the family has no MQTT client of its own. */
  readonly mqtt?: MqttDialect;
  /** Missing where the family carries one channel a port. */
  readonly mux?: MuxDialect;
  /** Missing where the family has no sockets of its own. */
  readonly sockets?: SocketsDialect;
}
