import { firstValueFrom, type Observable, shareReplay, takeUntil } from 'rxjs';
import { emulator, type Emulator, type EmulatorOptions } from '../../lib/emulator';
import { httpOrigin, servePseudoTerminal } from '../../lib/transports/node';

/** A virtual modem on a pseudo-terminal, and every line that it heard. */
export interface ServedModem {
  readonly modem: Emulator;
  readonly path: string;
  readonly heard: readonly string[];
}

/** Serves a virtual modem as `rxmodem emulate` does, until told that it is over. */
export const servedModem = async (
  options: Omit<EmulatorOptions, 'origin'>,
  over: Observable<void>,
): Promise<ServedModem> => {
  const modem = emulator({ origin: httpOrigin(), ...options });
  const heard: string[] = [];
  modem.heard.pipe(takeUntil(over)).subscribe((line) => heard.push(line));
  const served = servePseudoTerminal({ emulator: modem }).pipe(
    takeUntil(over),
    shareReplay({ bufferSize: 1, refCount: false }),
  );
  served.subscribe();
  return { modem, path: await firstValueFrom(served), heard };
};
