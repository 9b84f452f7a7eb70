const NOT_KNOWN = 99;

/** Converts the fields of `AT+CSQ` to dBm and error rate; `undefined` where the modem does not know (27.007 § 8.5). */
export const signalOf = ({ rssi, ber }: { readonly rssi: number; readonly ber?: number | undefined }) =>
  Object.freeze({
    rssi: rssi === NOT_KNOWN ? undefined : rssi,
    dBm: dBmOf(rssi),
    ber: ber === NOT_KNOWN ? undefined : ber,
  });

/** The top of the scale; 99 means not known. */
const MAX_RSSI = 31;

/** Signal strength in dBm for the `rssi` of `AT+CSQ`: 0 is −113 dBm or less, each step adds 2; `undefined` where it is not known (27.007 § 8.5). */
export const dBmOf = (rssi: number): number | undefined => (rssi > MAX_RSSI ? undefined : 2 * rssi - 113);
