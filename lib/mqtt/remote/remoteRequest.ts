import type { ObservableInput } from 'rxjs';
import type { Job } from '../schema/job';
import type { TransferEvent } from '../../../operators/transferEvent';

/** How far a body is that comes from a gateway. */
export interface BodyProgress {
  readonly head:
    | { readonly status: number; readonly length: number; readonly headers: Readonly<Record<string, string>> }
    | undefined;
  readonly loaded: number;
  readonly fingerprint: readonly [first: number, second: number];
}

/** A job to be asked of gateways, and what is known of it here. */
export interface RemoteRequest {
  /** What is to be done, for an attempt that begins where the one before it was lost. */
  readonly job: (progress: BodyProgress | undefined) => JobDraft;
  /** What it tells, so that it can be known whether all has come. */
  readonly tells: 'body' | 'head' | 'values' | 'nothing';
  /** Where in the body it begins. Default 0. */
  readonly fromByte?: number;
  /** Whether a body that was begun can be gone on with. */
  readonly mayGoOn: boolean;
  /** Takes each piece of the body; the next ones come when it completes. */
  readonly into?: ((chunk: Uint8Array) => ObservableInput<unknown>) | undefined;
}

/** A job without what asking for it adds. */
export type JobDraft = Job extends infer J
  ? J extends Job
    ? Omit<J, 'id' | 'attempt' | 'deadlineMs' | 'creditBytes'>
    : never
  : never;

/** What a job tells the one who asked: an event of a transfer, or a value. */
export type RemoteEvent = TransferEvent | { readonly kind: 'value'; readonly value: unknown };
