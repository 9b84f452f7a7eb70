/* Reading */
export { tokenize } from './tokenize';
export { frameResponse } from './frameResponse';
export { ofUrc } from './ofUrc';
export { splitUrcs } from './splitUrcs';
export { lateResult } from './lateResult';
export { mealy } from './mealy';

/* Leaving */
export { graceful } from './graceful';
export { bracket } from './bracket';
export { queue } from './queue';

/* Policies */
export { retryWith } from './retryWith';
export { persist } from './persist';
export { untilBroken } from './untilBroken';
export { timeoutWith } from './timeoutWith';
export { exponential } from './retryPolicy';

/* Bodies */
export { windows } from './windows';
export { collect } from './collect';
export { joinBytes } from './joinBytes';
export { HttpResponse } from './collect';

/* Types */
export type { Chunk, Head, Resumed, Sent, Stored, TransferEvent, Working } from './transferEvent';
export type { Feed, Feeding, Give } from './talk';
export type { LateResult } from './lateResult';
export type { Response } from './response';
export type { RetryPolicy } from './retryPolicy';
export type { Definitions, SplitUrcs } from './splitUrcs';
export type { Talk } from './talk';
export type { TimeoutPolicy } from './timeoutPolicy';
export type { Turn } from './queue';
export type { WindowOptions } from './windows';
export type { Work } from './work';
