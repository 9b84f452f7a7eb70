import type { TransferEvent } from '../../../operators/transferEvent';

/** What a job tells the one who asked: an event of a transfer, or a value. */
export type RemoteTold = TransferEvent | { readonly kind: 'value'; readonly value: unknown };
