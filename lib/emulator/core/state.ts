import type { Subject, Subscription } from 'rxjs';
import type { HTTP_METHODS } from '../../families/simcom/httpMethods';
import type { DataCall } from './dataCall';
import type { FamilyFacts } from './family';
import type { EmulatedCall } from '../network/emulatedCall';
import type { UssdState } from '../network/ussdService';
import { freshFtp, type FtpSim800 } from './sim800FtpState';
import type { FirmwareQuirks } from '../faults/firmwareQuirks';
import type { MqttState } from '../mqtt/mqttState';
import { freshSockets, type SocketState } from '../sockets/socketState';
import type { EmulatorSettings } from './emulatorSettings';
import type { Utterance } from './utterance';

/** A response as the modem stores it. */
interface Stored {
  readonly head: Uint8Array;
  readonly body: Uint8Array;
}

/** An HTTP session, from HTTPINIT to HTTPTERM. */
export interface HttpSession {
  /** HTTPPARA values by upper-case tag. */
  readonly parameters: Map<string, string>;
  /** Header lines of USERDATA. */
  userData: string[];
  /** What HTTPDATA took. */
  data: Uint8Array;
  tls: boolean;
  /** SIM800 HTTPGETHEAD: a HEAD request stores the header. */
  getsHead: boolean;
  method: keyof typeof HTTP_METHODS;
  stored: Stored | undefined;
  /** Where an A76XX `HTTPREAD=<size>` goes on. */
  at: number;
  /** A76XX: HTTPINIT activated the context, so HTTPTERM deactivates it. */
  readonly activated: boolean;
  /** The request that is running. */
  running: Subscription | undefined;
}

/** A SIM800 bearer profile. */
export interface Bearer {
  open: boolean;
  readonly parameters: Map<string, string>;
}

/** A PDP context. */
interface PdpContext {
  readonly type: string;
  readonly apn: string;
  active: boolean;
}

/** A file that is open on an A76XX. */
export interface OpenFile {
  readonly path: string;
  /** 0 to read and write, 1 the same and begun anew, 2 to read. */
  readonly mode: number;
  /** Where it is read and written next. */
  at: number;
}

/** The SIM800's own IP stack (SIM800 AT manual V1.09 pages 221–248): the states that no open connection explains. */
interface IpStack {
  state:
    | 'IP INITIAL'
    | 'IP START'
    | 'IP GPRSACT'
    | 'IP STATUS'
    | 'IP PROCESSING'
    | 'TCP CLOSED'
    | 'UDP CLOSED'
    | 'PDP DEACT';
  readonly access: { apn: string; user: string; password: string };
}

/** State that a restart resets. */
export interface ModemState {
  powered: boolean;
  echo: boolean;
  verbose: boolean;
  quiet: boolean;
  errorReports: 0 | 1 | 2;
  sim: string;
  functionality: number;
  registration: number;
  attached: boolean;
  /** Values of settings without an effect of their own, by name. */
  readonly settings: Map<string, string>;
  readonly bearers: Map<number, Bearer>;
  readonly contexts: Map<number, PdpContext>;
  /** TLS contexts of A76XX, by number: name to value. */
  readonly tlsContexts: Map<number, Map<string, string>>;
  /** Open files of an A76XX, by handle. */
  readonly openFiles: Map<number, OpenFile>;
  /** Current directory of an A76XX; its drive where missing. */
  directory: string | undefined;
  http: HttpSession | undefined;
  /** The SIM800's IP stack. */
  readonly ip: IpStack;
  /** Its calls, in the order of their numbers. */
  calls: readonly EmulatedCall[];
  /** The connection that data mode carries, and that `ATO` enters again. */
  dataCall: DataCall | undefined;
  /** The USSD session that is open. */
  ussd: UssdState | undefined;
  /** Reports of messages that mode 0 of `AT+CNMI` holds back. */
  readonly heldNews: Utterance[];
  /** The host has to acknowledge a message with `AT+CNMA`. */
  unacknowledged: Subject<boolean> | undefined;
  /** The network has sent its time since the modem registered. */
  hasNetworkTime: boolean;
  /** When the receiver of satellites was switched on, in milliseconds. */
  gnssSinceMs: number | undefined;
  /** A76XX: the reports of `CGNSSINFO=<seconds>`. */
  gnssReports: Subscription | undefined;
  /** No place for messages is free, and the modem has said so. */
  isFull: boolean;
  /** Until when the link for messages is open. */
  smsLinkUntilMs: number;
  /** Connections of the TCP/IP stack. */
  readonly sockets: SocketState;
  /** The MQTT service of an A76XX. */
  readonly mqtt: MqttState;
  /** The SIM800's FTP service. */
  readonly ftpSim800: FtpSim800;
}

/** A fresh HTTP session. */
export const freshSession = (): HttpSession => ({
  parameters: new Map(),
  userData: [],
  data: new Uint8Array(0),
  tls: false,
  getsHead: false,
  method: 'GET',
  stored: undefined,
  at: 0,
  activated: false,
  running: undefined,
});

/** A bearer profile as it is at start. */
export const freshBearer = (open: boolean): Bearer => ({ open, parameters: new Map([['CONTYPE', 'GPRS']]) });

/** The state of a modem that has just started. */
export const freshState = (family: FamilyFacts, settings: EmulatorSettings & FirmwareQuirks): ModemState => ({
  powered: true,
  echo: settings.echo,
  verbose: settings.verbose,
  quiet: settings.quiet,
  errorReports: settings.errorReports ?? family.errorReports,
  sim: settings.sim,
  functionality: 1,
  registration: settings.registration,
  attached: settings.registration === 1 || settings.registration === 5,
  settings: new Map(),
  bearers: new Map(),
  contexts: new Map([[1, { type: 'IP', apn: '', active: false }]]),
  tlsContexts: new Map(),
  openFiles: new Map(),
  directory: undefined,
  http: undefined,
  ip: { state: 'IP INITIAL', access: { apn: 'CMNET', user: '', password: '' } },
  calls: [],
  dataCall: undefined,
  ussd: undefined,
  heldNews: [],
  unacknowledged: undefined,
  hasNetworkTime: false,
  gnssSinceMs: undefined,
  gnssReports: undefined,
  isFull: false,
  smsLinkUntilMs: -1,
  sockets: freshSockets(),
  mqtt: { isStarted: false, client: undefined },
  ftpSim800: freshFtp(),
});

/** Takes a setting over from the state before a restart. */
export const keepSetting = (name: string, before: ModemState, after: ModemState): void => {
  const value = before.settings.get(name);
  if (value !== undefined) after.settings.set(name, value);
  // SIM800: a radio that is switched off stays so (AT manual V1.09 pages 100–101).
  if (name === '+CFUN' && before.functionality === RADIO_OFF) after.functionality = RADIO_OFF;
};

const RADIO_OFF = 4;

/** Whether the packet service can be used: a SIM that is ready, the radio on, attached. */
export const isAttached = ({ attached, sim, functionality }: ModemState): boolean =>
  attached && sim === 'READY' && functionality === 1;

/** Opens the bearer and the HTTP session that an earlier host left open. */
export const leaveOpen = (state: ModemState, { bearerOpen, httpOpen }: EmulatorSettings): void => {
  if (bearerOpen) state.bearers.set(1, freshBearer(true));
  const context = state.contexts.get(1);
  if (context) context.active = bearerOpen;
  if (httpOpen) state.http = freshSession();
};

/** The cell that the virtual modem camps on: location area and cell, four hexadecimal digits each. */
export const CELL = Object.freeze({ area: '28B4', cell: '9DC1' });

/** Wrong PINs until a SIM wants its PUK. */
export const MAX_PIN_TRIES = 3;
/** How often a wrong PUK may be entered until the SIM is of no use any more. */
export const MAX_PUK_TRIES = 10;
