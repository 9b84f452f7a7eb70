import type { Unaskable } from './lostResult';

const USSD: Unaskable = {
  line: /^AT\+CUSD=1/,
  limitMs: 120_000,
  because:
    'AT+CUSD? tells whether answers are shown, not whether one is due; to send the code again may do it again.',
};

/** Commands of a SIM800 that it can't be asked about. */
export const unaskableOfSim800: readonly Unaskable[] = [USSD];

/** Commands of an A76XX and a SIM7600 that they can't be asked about. */
export const unaskableOfA7600: readonly Unaskable[] = [
  USSD,
  {
    line: /^AT\+HTTPREADFILE/,
    limitMs: 125_000,
    because:
      'HTTPREAD? tells what can be read now, which is nothing while the server is slow; a file of that name and size may be an older one.',
  },
  {
    line: /^AT\+CFTPSSTART/,
    limitMs: 60_000,
    because: 'CFTPSLOGIN? says 0 before and after it, and CFTPSPWD fails as long as nobody is logged in.',
  },
  {
    line: /^AT\+CFTPS(GET|LIST)=/,
    limitMs: 90_000,
    because:
      'The answer is open until its last block: the result code of a question would end it. The server may keep it waiting for `resultMs`.',
  },
  {
    line: /^AT\+SERVERSTART/,
    limitMs: Infinity,
    because:
      'What comes behind OK is no result, but a client: none is due, and the wait for one has no limit.',
  },
  {
    line: /^AT\+CMQTTPUB/,
    limitMs: 72_000,
    because:
      'Nothing tells what the broker has taken, and to publish again may do it twice. The command itself has a limit, of 60 s.',
  },
];
