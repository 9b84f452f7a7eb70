/** The state of one channel as MSC says it (27.010 § 5.4.6.3.7). */
export interface ModemStatus {
  readonly channel: number;
  /** The sender can't take data on this channel at present. */
  readonly stops: boolean;
}

/** RTC, RTR and DV: ready to communicate, ready to receive, data valid. */
const READY = 0x8d;
const STOPS = 0x02;

/** The values of an MSC message: the channel's address, and its lines. */
export const modemStatusValues = ({ channel, stops }: ModemStatus): Uint8Array =>
  Uint8Array.of((channel << 2) | 3, READY | (stops ? STOPS : 0));

/** Reads the values of an MSC message; `undefined` where they are too short. */
export const modemStatus = (values: Uint8Array): ModemStatus | undefined => {
  const [address, lines] = values;
  if (address === undefined || lines === undefined) return undefined;
  return { channel: address >> 2, stops: (lines & STOPS) !== 0 };
};
