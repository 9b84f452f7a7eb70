import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';
import type { Command } from '../grammar/command';
import type { ModemError } from '../grammar/errors/modemError';
import type { UrcDefinition } from '../grammar/urc';
import type { UssdForm } from '../pdu/ussdString';
import type { Ask } from './ask';

/** What the modem reports: an answer of the network, or a request that the network begins. */
export interface UssdReport {
  /** 27.007 § 7.15: 0 done, 1 a reply is wanted, 2 ended, 3 another client has answered, 4 not supported, 5 time-out. */
  readonly status: number;
  readonly text?: string | undefined;
  /** The data coding scheme (23.038 § 5). */
  readonly coding?: number | undefined;
}

/** How a family speaks USSD: the words; the flows are the same for all. */
export interface UssdDialect {
  readonly reported: UrcDefinition<UssdReport>;
  /** Makes the modem report what the network begins. */
  readonly listen: Command;
  /** Ends the session. */
  readonly cancel: Command;
  /** Sends a code or a reply that is spelled already. */
  readonly send: (spelled: string) => Command;
  /** The character set that texts are in. */
  readonly charset: Ask<string>;
  /** In which order forms are tried when the modem refuses a code: the text as it is, or hexadecimal digits of packed septets. */
  readonly forms: readonly UssdForm[];
  /** Emits the line that says that no answer will come any more: the SIM is gone. */
  readonly lost: (channel: Pick<CommandChannel, 'urcs'>) => Observable<string>;
  /** Makes an error of a refusal that says why this family refuses USSD, and what to do. */
  readonly explain: (channel: CommandChannel, refusal: ModemError) => Observable<ModemError>;
}
