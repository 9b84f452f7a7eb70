import { dBmOf } from '../grammar/dBmOf';

const NOT_KNOWN = 99;

/** Signal as people read it, of what `AT+CSQ` tells; `undefined` where the modem does not know (27.007 § 8.5). */
export const signalOf = ({ rssi, ber }: { readonly rssi: number; readonly ber: number }) =>
  Object.freeze({
    rssi: rssi === NOT_KNOWN ? undefined : rssi,
    dBm: dBmOf(rssi),
    ber: ber === NOT_KNOWN ? undefined : ber,
  });
