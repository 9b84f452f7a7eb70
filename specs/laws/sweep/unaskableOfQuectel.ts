import type { Unaskable } from './lostResult';

/** Commands of the Quectel modems that they can't be asked about. */
export const unaskableOfQuectel: readonly Unaskable[] = [
  { line: /^AT\+QHTTPGET/, limitMs: 125_000, because: 'Not looked at yet: is there a question that tells?' },
  {
    line: /^AT\+QHTTPREADFILE/,
    limitMs: 125_000,
    because: 'Not looked at yet: is there a question that tells?',
  },
  {
    line: /^AT\+QHTTPPOSTFILE/,
    limitMs: 125_000,
    because: 'Not looked at yet: is there a question that tells?',
  },
  {
    line: /^AT\+QHTTPPUTFILE/,
    limitMs: 125_000,
    because: 'Not looked at yet: is there a question that tells?',
  },
  { line: /^AT\+QFTPOPEN/, limitMs: 190_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QFTPSIZE/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QFTPGET/, limitMs: 300_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QFTPCLOSE/, limitMs: 60_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QFTPPUT/, limitMs: 300_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QFTPLIST/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QFTPDEL/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QFTPMKDIR/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QFTPRMDIR/, limitMs: 90_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QIDNSGIP/, limitMs: 60_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+CUSD=1/, limitMs: 120_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QNTP/, limitMs: 125_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QMTOPEN/, limitMs: 150_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QMTCONN/, limitMs: 60_000, because: 'Not looked at yet: is there a question that tells?' },
  { line: /^AT\+QMTPUBEX/, limitMs: 60_000, because: 'Not looked at yet: is there a question that tells?' },
];
