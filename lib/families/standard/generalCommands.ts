import { command } from '../../grammar/command';
import { unlisted } from '../../grammar/codecs/unlisted';
import { count, flag, integerBetween } from '../../grammar/codecs/integer';

/** Commands that every modem has: attention, echo, result codes. */

export const attention = command('', {
  does: 'Gets the modem’s attention; trains its autobaud.',
  source: 'V.250 § 5.2.1; SIM800 AT manual V1.09 page 22',
  timeoutMs: 1_000,
  example: `
    > AT
    < OK`,
});

export const echo = command('E', {
  does: 'Turns the echo of commands on or off.',
  source: 'V.250 § 6.2.4; SIM800 AT manual V1.09 page 35',
  takes: { on: flag },
  timeoutMs: 1_000,
  example: `
    > ATE0
    < OK`,
});

export const verbose = command('V', {
  does: 'Chooses result codes in words or in numbers.',
  source: 'V.250 § 6.2.6; SIM800 AT manual V1.09 page 43',
  takes: { on: flag },
  timeoutMs: 1_000,
  example: `
    > ATV1
    < OK`,
});

export const quiet = command('Q', {
  does: 'Suppresses result codes, or lets them pass.',
  source: 'V.250 § 6.2.5; SIM800 AT manual V1.09 page 38',
  takes: { on: flag },
  timeoutMs: 1_000,
  example: `
    > ATQ0
    < OK`,
});

export const resultsInWords = command('Q0V1', {
  does: 'Lets result codes pass, in words: for a modem that somebody left silent or speaking in numbers.',
  source: 'V.250 § 6.2.5–6.2.6; SIM800 AT manual V1.09 pages 38 and 43',
  timeoutMs: 1_000,
  example: `
    > ATQ0V1
    < OK`,
});

export const resetSettings = command('Z', {
  does: 'Sets all parameters to the stored profile.',
  source: 'V.250 § 6.1.1; SIM800 AT manual V1.09',
  timeoutMs: 5_000,
  example: `
    > ATZ
    < OK`,
});

export const errorReports = command('+CMEE=', {
  does: 'Chooses how errors are reported: 0 ERROR, 1 a number, 2 words.',
  source: '27.007 § 9.1; SIM800 AT manual V1.09 page 355',
  takes: { mode: integerBetween(0, 2) },
  timeoutMs: 1_000,
  example: `
    > AT+CMEE=1
    < OK`,
});

export const errorReportsSet = command('+CMEE?', {
  does: 'Reads how errors are reported.',
  source: '27.007 § 9.1',
  answers: { mode: unlisted(count) },
  timeoutMs: 1_000,
  example: `
    > AT+CMEE?
    < +CMEE: 2
    < OK`,
});
