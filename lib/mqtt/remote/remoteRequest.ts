import type { ObservableInput } from 'rxjs';
import type { Job } from '../schema/job';
import type { TransferEvent } from '../../../operators/transferEvent';

/** The progress of a body that comes from a gateway. */
export interface BodyProgress {
  readonly head:
    | { readonly status: number; readonly length: number; readonly headers: Readonly<Record<string, string>> }
    | undefined;
  readonly loaded: number;
  readonly fingerprint: readonly [first: number, second: number];
}

/** A job for gateways, and how its client handles the events. */
export interface RemoteRequest {
  /** The job of an attempt that continues where the one before it was lost. */
  readonly job: (progress: BodyProgress | undefined) => JobDraft;
  /** What it answers, to recognise whether everything came. */
  readonly answers: 'body' | 'head' | 'values' | 'nothing';
  /** The byte at which the body begins. Default 0. */
  readonly fromByte?: number;
  /** Whether a body that has begun can be continued. */
  readonly mayGoOn: boolean;
  /** Takes each piece of the body; the next piece comes when it completes. */
  readonly into?: ((chunk: Uint8Array) => ObservableInput<unknown>) | undefined;
}

/** A job without the fields that publishing adds. */
export type JobDraft = Job extends infer J
  ? J extends Job
    ? Omit<J, 'id' | 'attempt' | 'deadlineMs' | 'creditBytes'>
    : never
  : never;

/** What a job emits at its client: an event of a transfer, or a value. */
export type RemoteEvent = TransferEvent | { readonly kind: 'value'; readonly value: unknown };
