import type { Observable } from 'rxjs';
import type { Command } from '../grammar/command';
import type { CommandChannel } from '../../operators/commandChannel';
import type { ApnSettings } from './bearerDialect';
import type { NetworkDetails, Reason } from '../grammar/errors/reason';

/** What was seen, as data: the cause, and the model where the modem is of another family. */
export type StageCause = NetworkDetails & Pick<Reason, 'model'>;

/** What a look at one stage of the chart found. */
export type StageResult =
  | { readonly kind: 'passed'; readonly step: ReadyStep }
  /** Time may help. `hasUrc`: a URC reports the change, so the next question can wait. */
  | { readonly kind: 'not-yet'; readonly seen: string; readonly hasUrc: boolean; readonly why?: StageCause }
  /** Time does not help, nor does a restart. */
  | { readonly kind: 'never'; readonly seen: string; readonly advice: string; readonly why?: StageCause }
  /** The modem does not know the question: it is believed. */
  | { readonly kind: 'untold' };

/** Which PINs were entered: one that was refused, or whose answer was lost, is not entered again. */
export interface PinAttempts {
  readonly isSpent: (pin: string) => boolean;
  /** It is on its way. */
  readonly sent: (pin: string) => void;
  readonly refused: (pin: string) => void;
  /** The SIM did not look at it. */
  readonly unheard: (pin: string) => void;
  /** The SIM is ready: what was on its way was right. */
  readonly accepted: () => void;
}

/** What is wanted of the network. */
export interface ReadyRequest {
  readonly access: ApnSettings;
  readonly pin: string | undefined;
  readonly pins: PinAttempts;
  /** Whether registration for calls and SMS is needed, besides the one for data. */
  readonly needsCalls: boolean;
  /** Is given what is to be said when the chart is left: it undoes what was set only to wait. */
  readonly undo: (command: Command) => void;
}

/** One stage of the chart. */
export interface Stage {
  readonly name: StageName;
  /** Which time limit is its own. */
  readonly limit: 'sim' | 'registration' | 'bearer';
  /** Whether it is looked at on the bearer, which is opened for it as for any service. */
  readonly onBearer?: true;
  /** Asks the modem once. */
  readonly look: (channel: CommandChannel, wanted: ReadyRequest) => Observable<StageResult>;
  /** What a URC says about the stage; `look` if it only says that a question is worth it. */
  readonly news?: (channel: CommandChannel, wanted: ReadyRequest) => Observable<StageResult | 'look'>;
  /** What to do where it did not pass in its time; it may ask the modem what is wrong. */
  readonly advice: (channel: CommandChannel, wanted: ReadyRequest) => Observable<string>;
}

/** How a family gets ready: its chart as data. */
export interface NetworkDialect {
  /** In order. */
  readonly stages: readonly Stage[];
}

/** Makes what a look found. */
export const stageResult = Object.freeze({
  passed: (step: ReadyStep): StageResult => ({ kind: 'passed', step }),
  /** Time may help, and no URC reports it: it must be asked again. */
  notYet: (seen: string, why: StageCause = {}): StageResult => ({
    kind: 'not-yet',
    seen,
    hasUrc: false,
    why,
  }),
  /** Time may help, and a URC reports it. */
  urcExpected: (seen: string, why: StageCause = {}): StageResult => ({
    kind: 'not-yet',
    seen,
    hasUrc: true,
    why,
  }),
  never: (seen: string, advice: string, why: StageCause = {}): StageResult => ({
    kind: 'never',
    seen,
    advice,
    why,
  }),
});

/** A stage of the chart: what must be right, in this order, before a service works. */
export type StageName = 'sim' | 'signal' | 'circuit' | 'packet' | 'system' | 'attachment' | 'bearer';

/** What happens on the way to a modem that is ready. It emits each stage when it passes, and other events when they come. */
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
