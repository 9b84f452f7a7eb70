import type { Unaskable } from './lostResult';

/** Commands of a SIM800 that it can't be asked about. */
export const unaskableOfSim800: readonly Unaskable[] = [
  {
    line: /^AT\+FTPPUT=[12]/,
    limitMs: 95_000,
    because: 'Not looked at yet: is there a question that tells?',
  },
  {
    line: /^AT\+CIPSERVER/,
    limitMs: Infinity,
    because: 'Not looked at yet: is there a question that tells?',
  },
  { line: /^AT\+CUSD=1/, limitMs: 120_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CNTP/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
];

/** Commands of an A76XX and a SIM7600 that they can't be asked about. */
export const unaskableOfA7600: readonly Unaskable[] = [
  {
    line: /^AT\+HTTPREADFILE/,
    limitMs: 125_000,
    because: 'Not looked at yet: is there a question that tells?',
  },
  { line: /^AT\+CFTPSSTART/, limitMs: 60_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CFTPSGET=/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CFTPSLIST/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CCHSTART/, limitMs: 125_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CCHOPEN/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CCHRECV/, limitMs: 120_000, because: 'Not looked at yet: is there a question that tells?' },
  {
    line: /^AT\+SERVERSTART/,
    limitMs: Infinity,
    because: 'Not looked at yet: is there a question that tells?',
  },
  { line: /^AT\+CPING/, limitMs: 37_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CUSD=1/, limitMs: 120_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CNTP/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  {
    line: /^AT\+CMQTTCONNECT/,
    limitMs: 130_000,
    because: 'Not looked at yet: is there a question that tells?',
  },
  { line: /^AT\+CMQTTPUB/, limitMs: 72_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CMQTTSUB/, limitMs: 130_000, because: 'Not looked at yet: is there a question that tells?' },
];
