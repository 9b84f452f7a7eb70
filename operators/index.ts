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
export { serialize } from './serialize';

/* Policies */
export { retryWith } from './retryWith';
export { resumeWith } from './resumeWith';
export { failWith } from './failWith';
export { timeLimits } from './timeLimits';
export { exponential } from './retryPolicy';

/* Bodies */
export { readWindows } from './readWindows';
export { windowPace } from './windowPace';
export { collect } from './collect';
export { joinBytes } from './joinBytes';
export { HttpResponse } from './collect';

/* Types */
export type { Chunk, Head, Resumed, Sent, Stored, TransferEvent, Working } from './transferEvent';
export type { InputFeed, InputRequest, WriteInput } from './commandChannel';
export type { LateResult } from './lateResult';
export type { Response } from './response';
export type { RetryPolicy } from './retryPolicy';
export type { Definitions, SplitUrcs } from './splitUrcs';
export type { CommandChannel } from './commandChannel';
export type { TimeoutPolicy } from './timeoutPolicy';
export type { Turn } from './serialize';
export type { ReadWindowsOptions } from './readWindows';
export type { WindowOutcome, WindowPace } from './windowPace';
export type { Work } from './work';
