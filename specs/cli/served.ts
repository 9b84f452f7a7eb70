import { firstValueFrom, ReplaySubject } from 'rxjs';
import { emulator, type Emulator, type EmulatorOptions } from 'rxmodem/emulator';
import { httpOrigin, serveTcp } from 'rxmodem/node';

/** A virtual modem on TCP that the spec can look into. */
export interface Served {
  readonly emulator: Emulator;
  readonly port: string;
  /** What it heard so far. */
  readonly heard: readonly string[];
  readonly close: () => void;
}

const open = new Set<() => void>();

/** Closes all that is still served. */
export const closeAll = (): void => open.forEach((close) => close());

/** Serves a virtual modem from within the spec. */
export const served = async (options: Omit<EmulatorOptions, 'origin'>): Promise<Served> => {
  const modem = emulator({ ...options, origin: httpOrigin() });
  const heard: string[] = [];
  const hearing = modem.heard.subscribe((line) => heard.push(line));
  const address = new ReplaySubject<string>(1);
  const serving = serveTcp({ emulator: modem }).subscribe(address);
  const close = (): void => {
    serving.unsubscribe();
    hearing.unsubscribe();
    open.delete(close);
  };
  open.add(close);
  return { emulator: modem, port: await firstValueFrom(address), heard, close };
};
