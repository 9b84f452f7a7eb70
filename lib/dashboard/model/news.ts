import type { ModemStates } from 'rxmodem';
import type {
  ActFace,
  Board,
  BrokerFace,
  Connection,
  LogEntry,
  ModemFace,
  ShortMessage,
  Transfer,
  UssdFace,
} from './board';

/** Something that happened; `kind` says what. */
export type News =
  /** The whole board: the first news, and the first after the link was lost. */
  | { readonly kind: 'board'; readonly board: Board }
  /** The page lost its server, or has it again. */
  | { readonly kind: 'link'; readonly isLinked: boolean }
  /** The broker is there, or not. */
  | { readonly kind: 'broker'; readonly broker: BrokerFace }
  /** A modem came onto the desk, or is called otherwise. */
  | { readonly kind: 'came'; readonly modem: Pick<ModemFace, 'id' | 'name' | 'title' | 'where' | 'pages'> }
  /** A modem left the board. */
  | { readonly kind: 'went'; readonly modem: string }
  /** It can be talked to, or not; its title once it is known. */
  | {
      readonly kind: 'connection';
      readonly modem: string;
      readonly at: number;
      readonly connection: Connection;
      readonly title?: string;
      readonly problem?: string;
      readonly isFit?: boolean;
    }
  /** Who it is, its network, its queue: what is new of them. */
  | { readonly kind: 'about'; readonly modem: string; readonly about: About }
  | {
      readonly kind: 'state';
      readonly modem: string;
      readonly at: number;
      readonly states: Partial<ModemStates>;
      /** What is not known any more. */
      readonly gone?: readonly (keyof ModemStates)[];
    }
  | ({ readonly kind: 'urc' | 'trace' } & Omit<LogEntry, 'n'>)
  | { readonly kind: 'transfer'; readonly transfer: Transfer }
  /** A short message came, or what became of one that is sent. */
  | { readonly kind: 'message'; readonly modem: string; readonly message: ShortMessage }
  /** What became of a USSD code. */
  | { readonly kind: 'ussd'; readonly modem: string; readonly ussd: UssdFace }
  /** What became of something that was done by hand. */
  | { readonly kind: 'act'; readonly modem: string; readonly act: ActFace };

/** What is known of a modem besides its states. */
export type About = Partial<Pick<ModemFace, 'network' | 'identity' | 'queue' | 'lastSeenAt'>>;
