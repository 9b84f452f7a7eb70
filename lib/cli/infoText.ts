import type { ModemInfo } from './modemInfo';

const signalText = ({ rssi, dBm }: ModemInfo['signal']): string | null =>
  rssi === null ? null : `${dBm} dBm (${rssi} of 31)`;

/** Shows what is known of a modem, one thing a line. */
export const infoText = (info: ModemInfo): string =>
  Object.entries({ ...info, signal: signalText(info.signal) })
    .map(([name, value]) => `${name.padEnd(14)}${value ?? 'unknown'}`)
    .join('\n');
