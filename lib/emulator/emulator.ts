import type { Given } from '../grammar/settled';
import { checkOptions, checkValue, is, withDefaults } from '../grammar/checkOptions';
import { SETTINGS_CHECKS } from './core/settingsChecks';
import { type Observable, share, throwError } from 'rxjs';
import { invalidArgument } from '../grammar/errors/modemError';
import type { FamilyName } from './families/families';
import { emulatedFamilies, emulatedFamily } from './families/registerEmulatedFamily';
import { extendFamily, type Family } from './core/makeFamily';
import type { FileStore } from './core/fileStore';
import { FtpFailure, type FtpOrigin } from './origins/ftpOrigin';
import type { Counts, Handler } from './core/handler';
import { become } from './environment';
import { applyFault } from './applyFault';
import { firmwareQuirks } from './faults/firmwareQuirks';
import { DEFAULT_SETTINGS, type Environment, type EmulatorSettings } from './core/emulatorSettings';
import { Machine } from './machine';
import { delivery } from './families/standard/messages/delivery';
import { callLegs } from './families/standard/calls/callLegs';
import { beginUssd } from './families/standard/calls/ussdHandlers';
import { emulatorNetwork, type EmulatorNetwork } from './network/emulatorNetwork';
import { mobileNetwork, type MobileNetwork } from './network/mobileNetwork';
import type { Origin } from './origins/origin';
import type { Subscriber } from './network/subscriber';
import { noSockets } from './origins/noSockets';
import type { MqttOrigin } from './origins/mqttOrigin';
import { noBroker } from './origins/simulatedBroker';
import type { SocketOrigin } from './origins/socketOrigin';
import { type EmulatorPorts, portsOf } from './portsOf';
import { outgoing } from './outgoing/outgoing';
import type { ModemState } from './core/state';
import { spokenLine } from './core/utterance';

const noServer: FtpOrigin = () => throwError(() => new FtpFailure('connect'));

/** Options of a virtual modem: family, network, and settings. */
export interface EmulatorOptions extends Given<EmulatorSettings> {
  /** The name of a family, of the library or registered, or a family of your own. */
  readonly family: FamilyName | Family | (string & {});
  /** Commands of your own that it answers, besides those of its family and in their place. */
  readonly answers?: readonly Handler[] | undefined;
  /** The network that its HTTP requests reach. */
  readonly origin: Origin;
  /** The FTP servers that it reaches. Default: none, so every login fails with `connect`. */
  readonly ftp?: FtpOrigin | undefined;
  /** The network that its SIM is in, for messages and calls. Default: one of its own, in which nobody else is. */
  readonly network?: MobileNetwork | undefined;
  /** The peers that its sockets reach. Default: none, so every connection fails. */
  readonly sockets?: SocketOrigin | undefined;
  /** The brokers that its own MQTT client reaches. Default: none, so every connection fails. */
  readonly mqtt?: MqttOrigin | undefined;
}

/** State and counters, for specs. */
export interface EmulatorView extends Readonly<Counts> {
  readonly httpOpen: boolean;
  /** Bearer 1 of a SIM800, context 1 of an A76XX. */
  readonly bearerOpen: boolean;
  readonly modem: Readonly<ModemState>;
  readonly storage: FileStore;
}

/** A virtual modem. It keeps its state while its port opens and closes, as a real modem does. */
export interface Emulator extends EmulatorPorts {
  readonly family: string;
  /** Sends a URC: the line between CR LF. */
  readonly say: (line: string) => void;
  /** Restarts: settings that are not stored are lost, and the boot URCs are sent. */
  readonly restart: () => void;
  /** Closes the bearer, as the network does: requests on it fail, and the family's URCs report it. */
  readonly loseBearer: () => void;
  /** Closes the context of the sockets, as the network does: the family's URC reports it. */
  readonly loseSockets: () => void;
  /** Changes the registration; URCs report it if `AT+CREG=1` enabled them. */
  readonly register: (status: number) => void;
  /** Changes its environment: SIM, registration, signal, service. A restart does not undo it. */
  readonly become: (to: Partial<Environment>) => void;
  /** Its network: messages that come from outside, and those that it sends. */
  readonly network: EmulatorNetwork;
  readonly state: EmulatorView;
  /** The channels of the multiplexer that are open; `undefined` outside the multiplexer. */
  readonly channels: () => readonly number[] | undefined;
  /** Each command line, as received. */
  readonly heard: Observable<string>;
}

const viewOf = (machine: Machine): EmulatorView => ({
  get httpInits() {
    return machine.counts.httpInits;
  },
  get httpTerms() {
    return machine.counts.httpTerms;
  },
  get httpActions() {
    return machine.counts.httpActions;
  },
  get bearerOpens() {
    return machine.counts.bearerOpens;
  },
  get bearerCloses() {
    return machine.counts.bearerCloses;
  },
  get httpOpen() {
    return machine.state.http !== undefined;
  },
  get bearerOpen() {
    return machine.state.bearers.get(1)?.open === true || machine.state.contexts.get(1)?.active === true;
  },
  get storage() {
    return machine.storage;
  },
  get modem() {
    return machine.state;
  },
});

/** What the network asks of the modem. */
const subscriberOf = (machine: Machine): Subscriber => ({
  number: machine.settings.number,
  isReachable: () => machine.isReachable,
  changed: machine.reached,
  ring: (call) => callLegs.ring(machine, call),
  ussd: (text, asks) => beginUssd(machine, text, asks),
  receive: delivery(machine),
});

/** The family that is wanted, with what it answers besides. */
const familyOf = (wanted: EmulatorOptions['family'], answers: readonly Handler[]): Family => {
  const family = typeof wanted === 'object' ? wanted : emulatedFamily(wanted);
  if (!family) {
    checkValue(wanted, is.oneOf(...emulatedFamilies()), 'family');
    return invalidArgument('family', 'it is no family');
  }
  return answers.length === 0 ? family : extendFamily(family, answers);
};

/**
 * Creates a virtual modem: a SIM800, an A7600, a SIM7600, an EC25, or one of your own. Only RxJS schedules its work, so that whole conversations run in
 * virtual time.
 *
 *     const modem = emulator({ family: 'sim800', origin: simulatedWeb({ 'http://example.com/': 'hello' }) });
 *     openModem({ transport: modem.transport, … })
 *
 * Settings describe its line, SIM and network; faults describe what goes wrong:
 * `emulator({ …, baud: 9_600, faults: [faults.pieces({ least: 1, most: 7 }), faults.noEcho()] })`.
 */
export const emulator = ({
  family: wanted,
  answers = [],
  origin,
  ftp = noServer,
  network = mobileNetwork(),
  sockets = noSockets,
  mqtt = noBroker,
  ...given
}: EmulatorOptions): Emulator => {
  const family = familyOf(wanted, answers);
  const environment: EmulatorSettings = withDefaults(DEFAULT_SETTINGS, checkOptions(given, SETTINGS_CHECKS));
  const settings = { ...environment, ...firmwareQuirks(environment.faults) };
  const machine = new Machine({ family, origin, ftp, sockets, mqtt, network, settings });
  network.join(subscriberOf(machine));
  const own = emulatorNetwork(network, settings.number);
  const spoken = machine.said.pipe(
    outgoing({
      settings,
      restarts: machine.restarts,
      writer: machine.frameWriter,
      applyFault: (fault) => applyFault(machine, fault),
    }),
    share(),
  );
  return {
    family: family.name,
    ...portsOf(machine, spoken),
    say: (line) => machine.say(spokenLine(line, 'urc')),
    restart: () => machine.restart(),
    loseBearer: () => machine.loseBearer(),
    loseSockets: () => machine.loseSockets(),
    register: (status) => machine.register(status),
    network: own,
    become: (to) => become(machine, to),
    channels: () => machine.openChannels,
    state: viewOf(machine),
    heard: machine.heard.asObservable(),
  };
};
