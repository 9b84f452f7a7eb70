import { profileNamed, type Transport } from 'rxmodem';
import { serialPort, tcp } from 'rxmodem/node';
import type { Source } from '../modems/source';

const SIGNAL_EVERY_MS = 5_000;
const TCP = /^tcp:\/\/([^/:]+|\[[^\]]+\]):(\d+)\/?$/i;

/** How real modems are reached. */
export interface PortOptions {
  readonly profile: string;
  readonly baud: number;
}

const transportOf = (port: string, baudRate: number): Transport => {
  const [, host, number] = TCP.exec(port) ?? [];
  return host === undefined ? serialPort(port, { baudRate }) : tcp({ host, port: Number(number) });
};

/** A port, and the name of its modem. */
export interface PortName {
  readonly name: string;
  /** A device, or `tcp://HOST:PORT`. */
  readonly where: string;
}

/** Real modems, by their ports. */
export const portSources = (ports: readonly PortName[], { profile, baud }: PortOptions): readonly Source[] =>
  ports.map(({ name, where }, at) => ({
    id: `modem-${at + 1}`,
    name,
    where,
    transport: transportOf(where, baud),
    profile: profileNamed(profile) ?? 'auto',
    baudRate: baud,
    pages: [],
    signalEveryMs: SIGNAL_EVERY_MS,
  }));
