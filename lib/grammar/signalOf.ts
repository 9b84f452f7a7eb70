const NOT_KNOWN = 99;

/** Signal as people read it, of what `AT+CSQ` tells; `undefined` where the modem does not know (27.007 § 8.5). */
export const signalOf = ({ rssi, ber }: { readonly rssi: number; readonly ber: number }) =>
  Object.freeze({
    rssi: rssi === NOT_KNOWN ? undefined : rssi,
    dBm: dBmOf(rssi),
    ber: ber === NOT_KNOWN ? undefined : ber,
  });

/** The most that the scale tells; 99 is not known. */
const MAX_RSSI = 31;

/** Signal strength in dBm of what `AT+CSQ` tells: 0 is −113 or less, each step 2 more; nothing where it is not known (27.007 § 8.5). */
export const dBmOf = (rssi: number): number | undefined => (rssi > MAX_RSSI ? undefined : 2 * rssi - 113);
