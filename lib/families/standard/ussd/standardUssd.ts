import { of } from 'rxjs';
import { ask } from '../../../dialects/ask';
import { causeIn, seenIn } from '../../../dialects/steps/onRefusal';
import type { UssdDialect } from '../../../dialects/ussdDialect';
import { ModemError } from '../../../grammar/errors/modemError';
import { ussdSend } from '../callCommands';
import { ussd } from '../callUrcs';
import { simGone } from '../network/simGone';
import { characterSetState } from '../reportCommands';

/** GSM 7-bit letters in no given language (23.038 § 5). */
const UNSPECIFIED_LANGUAGE = 15;
/** CME codes that name no cause of their own: not allowed, not supported, no service, unknown, option not supported. */
const VAGUE = new Set([3, 4, 30, 100, 132]);

/** What helps most modems that refuse USSD. */
export const USSD_ADVICE =
  'check the code and the registration; a network of LTE alone has no USSD, so let the modem use 2G or 3G for it';

/** Makes the error of a refused code. A CME code that names its cause stays as it is. */
export const ussdRefused = (refusal: ModemError, advice: string): ModemError => {
  const { reason } = refusal;
  const namesCause = reason.kind === 'cme' && !(reason.code === undefined || VAGUE.has(reason.code));
  if (namesCause) return refusal;
  const seen = `the modem refused the USSD code: ${seenIn(refusal)}`;
  return new ModemError({ kind: 'network', step: 'ussd', seen, advice, ...causeIn(refusal) });
};

/** USSD as 27.007 § 7.15 has it: for a modem of any maker. */
export const standardUssd: UssdDialect = Object.freeze({
  reported: ussd,
  listen: ussdSend({ mode: 1 }),
  cancel: ussdSend({ mode: 2 }),
  send: (spelled) => ussdSend({ mode: 1, code: spelled, coding: UNSPECIFIED_LANGUAGE }),
  charset: ask(characterSetState(), ({ set }) => set),
  // Some makers want packed septets, also of digits (Huawei, ZTE).
  forms: ['plain', 'packed'],
  lost: ({ urcs }) => simGone(urcs),
  explain: (_, refusal) => of(ussdRefused(refusal, USSD_ADVICE)),
} satisfies UssdDialect);

/** The same for a modem that takes codes as they are. */
export const plainUssd: UssdDialect = Object.freeze({
  ...standardUssd,
  forms: ['plain'],
} satisfies UssdDialect);
