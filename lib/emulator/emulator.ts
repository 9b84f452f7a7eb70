import {
  EMPTY,
  Observable,
  Subject,
  defer,
  ignoreElements,
  map,
  merge,
  share,
  takeUntil,
  tap,
  throwError,
} from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Port, Transport } from '../wire/transport';
import { FAMILIES, type FamilyName } from './families/families';
import type { FileStore } from './core/fileStore';
import { FtpFailure, type FtpOrigin } from './origins/ftpOrigin';
import type { Counts } from './core/handler';
import { become } from './environment';
import { applyFault } from './applyFault';
import { firmwareQuirks } from './faults/firmwareQuirks';
import { DEFAULT_SETTINGS, type Environment, type EmulatorSettings } from './core/emulatorSettings';
import { Machine } from './machine';
import { receiveMessage } from './families/standard/messages/receiveMessage';
import type { Origin } from './origins/origin';
import { outgoing } from './outgoing/outgoing';
import type { ModemState } from './core/state';
import { spokenLine } from './core/utterance';

const NAME = 'emulator';

const noServer: FtpOrigin = () => throwError(() => new FtpFailure('connect'));

/** What a virtual modem is made of. */
export interface EmulatorOptions extends Partial<EmulatorSettings> {
  readonly family: FamilyName;
  /** The network behind it. */
  readonly origin: Origin;
  /** The FTP servers behind it. Default: none that could be reached. */
  readonly ftp?: FtpOrigin;
}

/** What a spec may look at. */
export interface EmulatorView extends Readonly<Counts> {
  readonly httpOpen: boolean;
  /** Bearer 1 of a SIM800, context 1 of an A76XX. */
  readonly bearerOpen: boolean;
  readonly modem: Readonly<ModemState>;
  readonly storage: FileStore;
}

/** A virtual modem. It keeps its state while ports open and close, as a modem on the desk does. */
export interface Emulator {
  readonly family: FamilyName;
  /** The in-process way to it. It can be opened again after closing. */
  readonly transport: Transport;
  /** Bytes from the host in, bytes to the host out: what a server of a pseudo-terminal or a socket uses. */
  readonly attach: (incoming: Observable<Uint8Array>) => Observable<Uint8Array>;
  /** Says a line on its own. */
  readonly say: (line: string) => void;
  /** Starts again: all that was set is forgotten; the boot URCs are said. */
  readonly restart: () => void;
  /** The network takes the bearer away: what runs on it fails, and the family's URCs say so. */
  readonly loseBearer: () => void;
  /** The registration changes; URCs say so where `AT+CREG=1` asked for them. */
  readonly register: (status: number) => void;
  /** A message comes: it is stored, and `+CMTI` tells so where `AT+CNMI` wishes. One message: 160 letters at the most. */
  readonly receiveSms: (message: { readonly from: string; readonly text: string }) => void;
  /** Messages that the host sent. */
  readonly sentSms: Observable<{ readonly to: string; readonly text: string }>;
  /** What is around it changes: SIM, registration, signal, service. A restart does not undo it. */
  readonly become: (to: Partial<Environment>) => void;
  readonly state: EmulatorView;
  /** The channels of the multiplexer that are open; `undefined` outside of it. */
  readonly channels: () => readonly number[] | undefined;
  /** Each command line, as it was received. */
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

/** A port that one host at a time has open, as a serial port. */
const transportTo = (machine: Machine, spoken: Observable<Uint8Array>): Transport => {
  let taken = false;
  return new Observable<Port>((host) => {
    if (taken) {
      host.error(new ModemError({ kind: 'port', where: NAME, problem: 'it is open already' }));
      return undefined;
    }
    taken = true;
    const closed = new Subject<void>();
    const opening = defer(() => (machine.opened(), EMPTY));
    const incoming = merge(spoken, opening).pipe(takeUntil(closed), share({ resetOnRefCountZero: false }));
    const write = (bytes: Uint8Array) => defer(() => (machine.hear(bytes), EMPTY));
    host.next({ name: NAME, incoming, write });
    return () => {
      taken = false;
      closed.next();
    };
  });
};

/**
 * Makes a virtual modem: a SIM800, an A7600 or a SIM7600 with a simulated network, driven by RxJS alone, so that whole
 * conversations run in virtual time.
 *
 *     const modem = emulator({ family: 'sim800', origin: simulatedWeb({ 'http://example.com/': 'hello' }) });
 *     connect({ transport: modem.transport, … })
 *
 * Its circumstances are told by the settings, what is wrong with it by its faults:
 * `emulator({ …, baud: 9_600, faults: [faults.pieces({ least: 1, most: 7 }), faults.noEcho()] })`.
 */
export const emulator = ({ family, origin, ftp = noServer, ...given }: EmulatorOptions): Emulator => {
  const environment: EmulatorSettings = { ...DEFAULT_SETTINGS, ...given };
  const settings = { ...environment, ...firmwareQuirks(environment.faults) };
  const machine = new Machine({ family: FAMILIES[family], origin, ftp, settings });
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
    family,
    transport: transportTo(machine, spoken),
    attach: (incoming) =>
      merge(
        spoken,
        defer(() => (machine.opened(), EMPTY)),
        incoming.pipe(
          tap((bytes) => machine.hear(bytes)),
          ignoreElements(),
        ),
      ),
    say: (line) => machine.say(spokenLine(line, 'urc')),
    restart: () => machine.restart(),
    loseBearer: () => machine.loseBearer(),
    register: (status) => machine.register(status),
    receiveSms: ({ from, text }) => receiveMessage(machine, { number: from, text }),
    sentSms: machine.card.sent.pipe(map(({ number, text }) => ({ to: number, text }))),
    become: (to) => become(machine, to),
    channels: () => machine.openChannels,
    state: viewOf(machine),
    heard: machine.heard.asObservable(),
  };
};
