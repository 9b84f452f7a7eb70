import { command } from '../grammar/command';
import { flag } from '../grammar/flag';

/** How the SIM800 takes the network’s time. */

export const networkTimeReports = command('+CLTS=', {
  does: 'Sets whether the modem takes and tells the network’s time; in force after AT&W and a restart.',
  source: 'SIM800 AT manual V1.09 pages 152–154',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CLTS=1
    < OK`,
});

export const networkTimeReportsState = command('+CLTS?', {
  does: 'Reads whether the modem takes and tells the network’s time; in force after AT&W and a restart.',
  source: 'SIM800 AT manual V1.09 pages 152–154',
  answers: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CLTS?
    < +CLTS: 1
    < OK`,
});
