import { type Profile, profiles, type Transport } from 'rxmodem';
import { serialPort, tcp } from 'rxmodem/node';
import type { Source } from '../model/source';

const SIGNAL_EVERY_MS = 5_000;
const PROFILES: Readonly<Record<string, Profile>> = profiles;
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

/** Real modems, by their ports: devices, or `tcp://HOST:PORT`. */
export const portSources = (ports: readonly string[], { profile, baud }: PortOptions): readonly Source[] =>
  ports.map((port, at) => ({
    id: `modem-${at + 1}`,
    where: port,
    transport: transportOf(port, baud),
    profile: (Object.hasOwn(PROFILES, profile) ? PROFILES[profile] : undefined) ?? 'auto',
    baudRate: baud,
    pages: [],
    signalEveryMs: SIGNAL_EVERY_MS,
  }));
