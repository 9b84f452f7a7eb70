import type { Reason } from '../grammar/reason';

/** A stage of the chart: what must be right, in this order, before a service works. */
export type StageName = 'sim' | 'signal' | 'circuit' | 'packet' | 'system' | 'attachment' | 'bearer';

/** What happens on the way to a modem that is ready. Stages are told as they pass, the rest as it comes. */
export type ReadyStep =
  /** The SIM is ready: `READY`, or waiting for a PIN that only some of its services need. */
  | { readonly step: 'sim'; readonly state: string }
  | { readonly step: 'signal'; readonly rssi: number; readonly dBm: number | undefined }
  /** Registration for calls and SMS; not registered where only data is wanted, and the packet network has the modem. */
  | {
      readonly step: 'circuit';
      readonly status: number;
      readonly isRegistered: boolean;
      readonly isRoaming: boolean;
    }
  /** Registration for data, told by `+CGREG` or by `+CEREG` (LTE). */
  | {
      readonly step: 'packet';
      readonly domain: 'packet' | 'lte';
      readonly status: number;
      readonly isRoaming: boolean;
    }
  /** The system that the modem camps on: `LTE,Online,460-00,…`. */
  | { readonly step: 'system'; readonly system: string }
  | { readonly step: 'attachment' }
  /** The bearer or PDP context is open, and this is the modem’s address. */
  | { readonly step: 'bearer'; readonly address: string }
  /** A stage does not pass yet; told once for each thing seen. */
  | { readonly step: 'waiting'; readonly on: StageName; readonly seen: string }
  /** A stage did not pass in its time: the module is restarted, and the chart begins anew. */
  | { readonly step: 'restart'; readonly reason: Reason }
  /** The modem restarted by itself, or its port came back: the chart begins anew. */
  | { readonly step: 'again'; readonly reason: Reason };
