import { map, type Observable, timer } from 'rxjs';
import type { HandlerContext } from '../../core/handler';
import { type Refusal, refused, type Reply } from '../../core/reply';

/** How long a network takes to say that it does not know an access point. */
const REFUSAL_MS = 5_000;

/** Whether the network accepts an access point. An empty name is accepted unless the network needs one. */
export const takesApn = ({ settings: { apns, needsApn } }: HandlerContext, apn = ''): boolean =>
  apn === '' ? !needsApn : apns.length === 0 || apns.includes(apn);

/** The answer of a command that the network refuses, after a few seconds. */
export const refusedLate = (refusal?: Refusal): Observable<Reply> =>
  timer(REFUSAL_MS).pipe(map(() => refused(refusal)));
