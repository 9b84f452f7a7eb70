import type { Reason } from '../../../grammar/errors/reason';
import type { Submit } from '../../../pdu/pdu';
import { isSameNumber, type MessageReport } from '../messageReport';
import type { SendEvent } from './sendEvent';

/** One part of a message, and how far it has come. */
export interface PartState {
  /** Spelled otherwise for another try. */
  pdu: Submit;
  readonly part: number;
  readonly parts: number;
  state: 'waiting' | 'sent' | 'unknown' | 'over';
  reference: number | undefined;
  /** Tries that surely did not send it. */
  failures: number;
  /** Why it is unknown whether it was sent. */
  reason: Reason | undefined;
}

/** The parts of a message that is not sent yet. */
export const partStates = (pdus: readonly Submit[]): readonly PartState[] =>
  pdus.map((pdu, at) => ({
    pdu,
    part: at + 1,
    parts: pdus.length,
    state: 'waiting',
    reference: undefined,
    failures: 0,
    reason: undefined,
  }));

/** The number of a part, for events. */
export const ofPart = ({ part, parts }: PartState) => ({ part, parts });

/**
 * Gives a report to its part: the one with its reference, the newest first; else one of which the modem did not say the
 * reference. Returns what it means, or `undefined` if it is of another message, or was told before.
 */
export const reported = (parts: readonly PartState[], report: MessageReport): SendEvent | undefined => {
  const mine = parts.filter(({ pdu }) => isSameNumber(pdu.to.number, report.to));
  const open = mine.filter(({ state }) => state === 'sent' || state === 'unknown');
  const hasReference = mine.some(({ reference }) => reference === report.reference);
  const part = hasReference
    ? open.findLast(({ reference }) => reference === report.reference)
    : open.find(({ reference }) => reference === undefined);
  if (!part) return undefined;
  const { reference, status, at } = report;
  part.reference = reference;
  part.reason = undefined;
  part.state = status.state === 'pending' ? 'sent' : 'over';
  return Object.freeze({ kind: status.state, ...ofPart(part), reference, status, at });
};
