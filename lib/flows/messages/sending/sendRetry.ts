import type { Reason } from '../../../grammar/errors/reason';
import type { RetryPolicy } from '../../../../operators/retryPolicy';

/**
 * What to do after a refusal: `passing` try again after a pause, `once` try again once, `sent` the service centre has the
 * message, `unknown` it may have it, `permanent` do not try again.
 */
export type RefusalClass = 'passing' | 'once' | 'sent' | 'unknown' | 'permanent';

/**
 * Codes of `+CMS ERROR` by class: 24.011 annex E, 23.040 § 9.2.3.22, 27.005 § 3.2.5, SIM7000 AT manual V1.06 § 20.2. A code that is
 * not listed is permanent.
 */
const CLASSES: readonly (readonly [RefusalClass, readonly number[]])[] = [
  // Busy, no circuit, network out of order, congestion, no service; storage full: something is read and deleted meanwhile.
  ['passing', [17, 18, 34, 38, 41, 42, 44, 47, 49, 58, 102, 192, 194, 224, 225, 226]],
  ['passing', [208, 211, 314, 322, 331, 500, 515, 521, 530, 531, 532]],
  ['once', [21, 27, 69, 198, 199, 209, 210, 212, 213, 255, 330]],
  ['sent', [197]],
  // Network timeout: no answer of the service centre came.
  ['unknown', [332]],
];

const OF_CODE: ReadonlyMap<number, RefusalClass> = new Map(
  CLASSES.flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)),
);

/** SIM busy, no network service (27.007 § 9.2). */
const PASSING_CME: ReadonlySet<number> = new Set([14, 30]);
const NO_SERVICE_CMS = 331;
const NO_SERVICE_CME = 30;

/** The class of a failure of a part that was surely not sent, or of a refusal. */
export const refusalClass = (reason: Reason): RefusalClass => {
  if (reason.mayBeDone) return 'unknown';
  switch (reason.kind) {
    case 'cms':
      return reason.code === undefined ? 'permanent' : (OF_CODE.get(reason.code) ?? 'permanent');
    case 'cme':
      return reason.code !== undefined && PASSING_CME.has(reason.code) ? 'passing' : 'permanent';
    case 'refused':
      return 'once';
    case 'timeout':
      return reason.phase === 'bring-up' || reason.phase === 'resynchronise' ? 'permanent' : 'passing';
    case 'closed':
      return reason.reconnects ? 'passing' : 'permanent';
    case 'reset':
      return reason.isOff ? 'permanent' : 'passing';
    case 'unreadable':
    case 'corrupt':
      return 'passing';
    default:
      return 'permanent';
  }
};

/** Whether it fails because the modem is not registered: the next try waits for that. */
export const isWithoutService = (reason: Reason): boolean =>
  (reason.kind === 'cms' && reason.code === NO_SERVICE_CMS) ||
  (reason.kind === 'cme' && reason.code === NO_SERVICE_CME);

const PAUSES_MS = [10_000, 30_000, 120_000, 600_000];

/** Five tries of each part: after 10 s, 30 s, 2 min, 10 min. */
export const SEND_RETRY: RetryPolicy = Object.freeze({
  attempts: PAUSES_MS.length + 1,
  delay: (attempt: number) => PAUSES_MS[attempt - 1] ?? PAUSES_MS.at(-1) ?? 0,
  when: (reason: Reason) => refusalClass(reason) === 'passing',
});
