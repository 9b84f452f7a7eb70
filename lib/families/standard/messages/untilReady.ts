import type { MonoTypeOperatorFunction } from 'rxjs';
import type { Reason } from '../../../grammar/errors/reason';
import { retryWith } from '../../../../operators/retryWith';

/** SIM busy (27.007 § 9.2), SIM busy, SMSAL not ready, SIM refresh (27.005 § 3.2.5, SIM7000 AT manual V1.06 § 20.2). */
const BUSY_CME = 14;
const BUSY_CMS: ReadonlySet<number> = new Set([314, 521, 532]);
const EVERY_MS = 3_000;
const TRIES = 11;

/** Asks again for half a minute while the SIM is busy, as it is after a start. */
export const untilReady = <T>(): MonoTypeOperatorFunction<T> =>
  retryWith({ attempts: TRIES, delay: EVERY_MS, when: isBusy });

const isBusy = (reason: Reason): boolean =>
  (reason.kind === 'cme' && reason.code === BUSY_CME) ||
  (reason.kind === 'cms' && reason.code !== undefined && BUSY_CMS.has(reason.code));
