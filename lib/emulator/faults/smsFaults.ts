import { type Fault, type FaultNamed, faultsNamed } from './catalogue';
import { occasions } from './occasions';

/** The faults that strike at a message. */
const AT_MESSAGES = [
  'missingPrompt',
  'lateSms',
  'earlyReports',
  'lostSms',
  'doubledSms',
  'shuffledSms',
  'otherStorage',
  'unstoredSms',
] as const;

type Name = (typeof AT_MESSAGES)[number];

/** The faults of messages of one modem. */
export interface SmsFaults {
  /** The fault of this name, if it strikes on this occasion. */
  readonly strikes: <N extends Name>(name: N) => FaultNamed<N> | undefined;
  /** The CMS code that the next message fails with; `undefined` if it is sent. */
  readonly nextCode: () => number | undefined;
}

/** Makes the faults of messages. Holds state: one instance per modem. */
export const smsFaults = (faults: readonly Fault[]): SmsFaults => {
  const ready = faultsNamed(faults, ...AT_MESSAGES).map((fault) => ({
    fault,
    strikes: occasions({ ...fault, during: '' }),
  }));
  const codes = faultsNamed(faults, 'failedSms').flatMap((fault) => fault.codes);
  return {
    strikes: <N extends Name>(name: N) =>
      ready.find(({ fault, strikes }) => fault.name === name && strikes(''))?.fault as
        FaultNamed<N> | undefined,
    nextCode: () => codes.shift() || undefined,
  };
};
