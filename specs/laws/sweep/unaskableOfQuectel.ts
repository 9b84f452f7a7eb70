import type { Unaskable } from './lostResult';

/** Commands of the Quectel modems that they can't be asked about. */
export const unaskableOfQuectel: readonly Unaskable[] = [
  {
    line: /^AT\+CUSD=1/,
    limitMs: 120_000,
    because:
      'AT+CUSD? tells whether answers are shown, not whether one is due; to send the code again may do it again.',
  },
  {
    line: /^AT\+QMTPUBEX/,
    limitMs: 60_000,
    because:
      'QMTCONN? tells whether the client is connected, not what the broker has taken; to publish again may do it twice.',
  },
];
