import type { Tokenizer } from './tokenizer';

/** What has come so far of counted bytes that a URC announced, not copied; `undefined` where none are awaited. */
export const countedSoFar = ({ reader, partial }: Tokenizer): Uint8Array | undefined =>
  reader.bodyBytes === undefined ? undefined : partial.view.subarray(0, partial.length);
