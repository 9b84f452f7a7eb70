import type { Observable, Subscription } from 'rxjs';
import type { CommandDefinition, CommandFactory } from '../../grammar/command';
import type { Shape, Values } from '../../grammar/forms/shape';
import type { UrcDefinition } from '../../grammar/urc';
import type { DataCall } from './dataCall';
import type { FamilyFacts } from './family';
import type { FileStore } from './fileStore';
import type { FtpOrigin } from '../origins/ftpOrigin';
import type { FirmwareQuirks } from '../faults/firmwareQuirks';
import type { SmsFaults } from '../faults/smsFaults';
import type { Environment, EmulatorSettings } from './emulatorSettings';
import type { EmulatedClock } from '../clock/emulatedClock';
import type { Card } from '../card/card';
import type { MobileNetwork } from '../network/mobileNetwork';
import type { Origin } from '../origins/origin';
import type { MqttOrigin } from '../origins/mqttOrigin';
import type { SocketOrigin } from '../origins/socketOrigin';
import type { Reply } from './reply';
import type { ModemState } from './state';
import type { StoredProfile } from './storedProfile';
import type { LineRole, Utterance } from './utterance';

/** Counters of successful commands, kept over restarts: opens and closes must balance. */
export interface Counts {
  httpInits: number;
  httpTerms: number;
  httpActions: number;
  bearerOpens: number;
  bearerCloses: number;
}

/** The environment, which may change while the modem runs. */
export type MutableEnvironment = { -readonly [K in keyof Environment]: Environment[K] } & {
  pinTriesLeft: number;
  pukTriesLeft: number;
  /** The PIN of the SIM, which the PUK replaces. */
  pin: string;
};

/** The parts of the modem that a handler can use. */
export interface HandlerContext {
  readonly state: ModemState;
  /** The channel of the multiplexer that this command line is on; `undefined` outside. */
  readonly channel: number | undefined;
  /** The port carries frames from now on. */
  readonly enterMux: (maxFrameBytes: number) => void;
  /** The port carries the data of a connection from now on. */
  readonly enterData: (call: DataCall) => void;
  /** The port is a command line again. */
  readonly leaveData: () => void;
  /** Sends bytes of the peer to the host; false where the port carries no data now. */
  readonly sayData: (bytes: Uint8Array) => boolean;
  readonly counts: Counts;
  readonly family: FamilyFacts;
  readonly settings: EmulatorSettings & FirmwareQuirks;
  /** Its environment, and how many PIN tries are left. Kept over restarts. */
  readonly environment: MutableEnvironment;
  readonly origin: Origin;
  /** Its clock, and the clocks of the network. Kept over restarts. */
  readonly clock: EmulatedClock;
  /** The network that its SIM is in. */
  readonly network: MobileNetwork;
  /** The FTP servers that it reaches. */
  readonly ftp: FtpOrigin;
  /** The peers that its sockets reach. */
  readonly sockets: SocketOrigin;
  /** The brokers that its MQTT client reaches. */
  readonly mqtt: MqttOrigin;
  /** Sends an utterance at once. */
  readonly say: (utterance: Utterance) => void;
  readonly urc: <V>(definition: UrcDefinition<V>, values: V, role?: LineRole) => void;
  /** Reads text from the host up to Ctrl-Z; emits `undefined` if ESC cancels it. */
  readonly entry: () => Observable<string | undefined>;
  /**
   * Reads raw bytes from the host up to Ctrl-Z; emits `undefined` if ESC cancels them. With `escapes`, 0x03 takes the
   * meaning from the byte behind it.
   */
  readonly rawEntry: (escapes: boolean) => Observable<Uint8Array | undefined>;
  /** Reads `size` raw bytes from the host and emits them once. Completes empty after `withinMs`. */
  readonly input: (size: number, withinMs: number) => Observable<Uint8Array>;
  /** Reads up to `size` raw bytes and emits them once, or what came until nothing came for `idleMs`. */
  readonly partialInput: (size: number, idleMs: number) => Observable<Uint8Array>;
  /** Runs work beside the command line; a restart ends it. */
  readonly inBackground: <T>(work: Observable<T>, done: (value: T) => void) => Subscription;
  /** The code that a fault forces on the next request, if any. */
  readonly forcedResult: () => number | undefined;
  /** The faults of messages that strike now. */
  readonly smsFaults: SmsFaults;
  /** Changes the registration. */
  readonly register: (status: number) => void;
  /** Restarts: settings that are not stored are lost, and the boot URCs are sent; then calls `andThen`. */
  readonly restart: (andThen?: () => void) => void;
  /** Switches the modem off: it neither receives nor sends until it is restarted. */
  readonly powerDown: () => void;
  readonly loseBearer: () => void;
  /** What HTTPSCONT saved. Kept over restarts. */
  readonly saved: Map<string, string>;
  /** What FTPSCONT saved. Kept over restarts. */
  readonly savedFtp: Map<string, unknown>;
  /** What AT&W stored. Kept over restarts. */
  readonly profile: { stored: StoredProfile | undefined };
  /** Its files and certificates. Kept over restarts. */
  readonly storage: FileStore;
  /** Its messages and phonebooks. Kept over restarts. */
  readonly card: Card;
  /** The names of all commands that it knows. */
  readonly commandNames: readonly string[];
  /** The network may reach the modem again: registered, started, or a place for messages is free. */
  readonly reachable: () => void;
  /** Emits when the network closes the bearer. */
  readonly lost: Observable<void>;
}

/** A command definition and the function that answers it. */
export interface Handler {
  readonly definition: CommandDefinition;
  readonly run: (args: never, modem: HandlerContext) => Reply | Observable<Reply>;
}

/** Makes a handler: a definition and the function that answers it. Arguments are typed by the definition. */
export const handle = <T extends Shape, A extends Shape>(
  definition: CommandFactory<T, A>,
  run: (args: Values<T>, modem: HandlerContext) => Reply | Observable<Reply>,
): Handler => ({ definition, run });
