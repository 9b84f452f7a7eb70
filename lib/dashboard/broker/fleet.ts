import type { ModemState, Presence } from 'rxmodem/mqtt';
import type { BrokerFace } from '../model/board';

/** What is known of the modems behind a broker. */
export interface Fleet {
  readonly broker: BrokerFace;
  /** By their names. */
  readonly gateways: ReadonlyMap<string, Presence>;
  /** By `gateway/modem`. */
  readonly modems: ReadonlyMap<string, FleetModem>;
}

/** A modem, as its gateway tells of it. */
export interface FleetModem {
  readonly state: ModemState;
  /** Its family, from when it could be spoken with before; nothing where it never could. */
  readonly wasUpAs: string | undefined;
}
