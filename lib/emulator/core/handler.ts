import type { Observable, Subscription } from 'rxjs';
import type { CommandDefinition, CommandFactory } from '../../grammar/command';
import type { Shape, Values } from '../../grammar/forms/shape';
import type { UrcDefinition } from '../../grammar/urc';
import type { FamilyFacts } from './family';
import type { FileStore } from './fileStore';
import type { FtpOrigin } from '../origins/ftpOrigin';
import type { FirmwareQuirks } from '../faults/firmwareQuirks';
import type { Environment, EmulatorSettings } from './emulatorSettings';
import type { Card } from '../card/card';
import type { Origin } from '../origins/origin';
import type { Reply } from './reply';
import type { LineManner } from './resultLine';
import type { ModemState } from './state';
import type { LineRole, Utterance } from './utterance';

/** How often things succeeded, over restarts: openings and closings must balance. */
export interface Counts {
  httpInits: number;
  httpTerms: number;
  httpActions: number;
  bearerOpens: number;
  bearerCloses: number;
}

/** What may change while the modem runs. */
export type MutableEnvironment = { -readonly [K in keyof Environment]: Environment[K] } & {
  pinTriesLeft: number;
};

/** What a handler can reach of the modem that it works in. */
export interface HandlerContext {
  readonly state: ModemState;
  /** Echo, result codes and error reports of this command line. */
  readonly manner: LineManner;
  /** The channel of the multiplexer that this command line is on; `undefined` outside. */
  readonly channel: number | undefined;
  /** The port carries frames from now on. */
  readonly enterMux: (maxFrameBytes: number) => void;
  readonly counts: Counts;
  readonly family: FamilyFacts;
  readonly settings: EmulatorSettings & FirmwareQuirks;
  /** What is around it now, and how many wrong PINs the SIM still takes. They outlive a restart. */
  readonly environment: MutableEnvironment;
  readonly origin: Origin;
  /** The FTP servers behind it. */
  readonly ftp: FtpOrigin;
  /** Says something at once. */
  readonly say: (utterance: Utterance) => void;
  readonly urc: <V>(definition: UrcDefinition<V>, values: V, role?: LineRole) => void;
  /** Takes text from the host, up to Ctrl-Z; `undefined` where ESC ended it. */
  readonly entry: () => Observable<string | undefined>;
  /** Takes so many raw bytes from the host: emits them once, or completes without where time ran out. */
  readonly input: (size: number, withinMs: number) => Observable<Uint8Array>;
  /** Runs something beside the command line; a restart ends it. */
  readonly inBackground: <T>(work: Observable<T>, done: (value: T) => void) => Subscription;
  /** The code that the next request is forced to end with, where the faults wish so. */
  readonly forcedResult: () => number | undefined;
  /** The registration changes. */
  readonly register: (status: number) => void;
  /** Starts again: what was set is forgotten, and the boot URCs are said; then this is done. */
  readonly restart: (andThen?: () => void) => void;
  /** Switches the modem off: it says and hears nothing until it is restarted. */
  readonly powerDown: () => void;
  readonly loseBearer: () => void;
  /** What HTTPSCONT saved: it outlives a restart. */
  readonly saved: Map<string, string>;
  /** Its files and certificates: they outlive a restart. */
  readonly storage: FileStore;
  /** Its messages and phonebooks: they outlive a restart. */
  readonly card: Card;
  /** The names of all commands that it knows. */
  readonly commandNames: readonly string[];
  /** Emits when the network takes the bearer away. */
  readonly lost: Observable<void>;
}

/** A command and what the modem does on hearing it. */
export interface Handler {
  readonly definition: CommandDefinition;
  readonly run: (args: never, modem: HandlerContext) => Reply | Observable<Reply>;
}

/** Joins a definition to what the modem does on hearing it; arguments come typed, as the definition reads them. */
export const handle = <T extends Shape, A extends Shape>(
  definition: CommandFactory<T, A>,
  run: (args: Values<T>, modem: HandlerContext) => Reply | Observable<Reply>,
): Handler => ({ definition, run });
