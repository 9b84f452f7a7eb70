import { command } from '../grammar/command';
import { integer } from '../grammar/integer';

/** The serial port of A76XX and SIM7600. */

export const baudRateStored = command('+IPREX=', {
  does: 'Sets the port’s rate in baud, for good.',
  source: 'A76XX AT manual V1.09 page 259',
  takes: { rate: integer },
  timeoutMs: 9_000,
  example: `
    > AT+IPREX=115200
    < OK`,
});

export const baudRateStoredState = command('+IPREX?', {
  does: 'Reads the port’s rate in baud, for good.',
  source: 'A76XX AT manual V1.09 page 259',
  answers: { rate: integer },
  timeoutMs: 9_000,
  example: `
    > AT+IPREX?
    < +IPREX: 115200
    < OK`,
});
