import type { Port } from '../../lib/wire/transport';
import { emulator, simulatedWeb, type Emulator, type EmulatorOptions, type Site } from '../../lib/emulator';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';

/** A virtual modem on a desk, answering in the very call that types: bytes in, bytes out, as text of one-byte characters. */
export interface Desk {
  readonly modem: Emulator;
  /** Types exactly this and gives exactly what the modem said since. */
  readonly types: (text: string) => string;
  /** What the modem said since, without typing. */
  readonly hears: () => string;
}

export type DeskOptions = Partial<Omit<EmulatorOptions, 'origin'>> & {
  readonly web?: Readonly<Record<string, Site>>;
};

/** Opens the in-process port of a modem. */
export const open = (modem: Emulator): { readonly port: Port; readonly close: () => void } => {
  const opened: Port[] = [];
  const host = modem.transport.subscribe((port) => opened.push(port));
  return { port: opened[0] as Port, close: () => host.unsubscribe() };
};

/** Writes a text to a port. */
export const type = (port: Port, text: string): unknown => port.write(latin1Bytes(text)).subscribe();

export const desk = ({ web = {}, family = 'sim800', ...knobs }: DeskOptions = {}): Desk => {
  const modem = emulator({ family, latencyMs: 0, origin: simulatedWeb(web), ...knobs });
  const { port } = open(modem);
  let heard = '';
  port.incoming.subscribe((bytes) => {
    heard += latin1(bytes);
  });
  const hears = () => {
    const since = heard;
    heard = '';
    return since;
  };
  return {
    modem,
    hears,
    types: (text) => {
      type(port, text);
      return hears();
    },
  };
};

/** Types these lines, each ended by CR, with echo off, and gives all that was said. */
export const conversation = (on: Desk, ...lines: readonly string[]): string => {
  on.types('ATE0\r');
  return lines.map((line) => on.types(`${line}\r`)).join('');
};
