import { command } from '../grammar/command';
import { flag } from '../grammar/flag';

/** What only the SIM800 is asked to tell. */

export const bootReports = command('+CIURC=', {
  does: 'Sets whether the modem tells Call Ready when it starts.',
  source: 'SIM800 AT manual V1.09 page 171',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CIURC=1
    < OK`,
});

export const bootReportsState = command('+CIURC?', {
  does: 'Reads whether the modem tells Call Ready when it starts.',
  source: 'SIM800 AT manual V1.09 page 171',
  answers: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CIURC?
    < +CIURC: 1
    < OK`,
});

export const signalReports = command('+EXUNSOL="SQ",', {
  does: 'Sets whether the signal is told (+CSQN) when it changes.',
  source: 'SIM800 AT manual V1.09 pages 350–354',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+EXUNSOL="SQ",1
    < OK`,
});
