import { type Observable, switchMap, take } from 'rxjs';
import {
  a7600,
  type Modem,
  openModem,
  type OpenModemOptions,
  type Profile,
  quectel,
  sim7600,
  sim800,
  sms,
  type StoredMessage,
} from '../../../lib';
import { emulator, type Emulator, type EmulatorOptions, simulatedWeb } from '../../../lib/emulator';
import { virtually } from '../../modem/virtually';
import { watch, type Watched } from '../../modem/watch';

/** Every family that has messages. */
export const FAMILIES: readonly Profile[] = [sim800, a7600, sim7600, quectel];

/** Somebody else. */
export const ADA = '+15550100001';
export const BEN = '+15550100002';

/** A virtual modem whose messages are looked at. */
export interface MessagesDesk {
  readonly virtual: Emulator;
  readonly profile: Profile;
  /** The command lines that it heard. */
  readonly heard: readonly string[];
  readonly connected: (options?: OpenModemOptions) => Observable<Modem>;
  /** Connects, and runs a flow to its end in virtual time. */
  readonly run: <T>(flow: (modem: Modem) => Observable<T>, onValue?: (value: T) => void) => Watched<T>;
  /** What the modem still holds. */
  readonly held: () => readonly StoredMessage[];
}

export const messagesDesk = (profile: Profile, settings: Partial<EmulatorOptions> = {}): MessagesDesk => {
  const virtual = emulator({
    family: profile.name,
    origin: simulatedWeb({}),
    latencyMs: 0,
    ...settings,
  });
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  const connected: MessagesDesk['connected'] = (options) => openModem(virtual.transport, profile, options);
  const run: MessagesDesk['run'] = (flow, onValue) =>
    virtually(() => watch(connected().pipe(take(1), switchMap(flow)), onValue));
  return { virtual, profile, heard, connected, run, held: () => run((modem) => sms.list(modem)).values };
};
