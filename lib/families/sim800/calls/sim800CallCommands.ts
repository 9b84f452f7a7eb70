import { command } from '../../../grammar/command';
import { flag } from '../../../grammar/codecs/integer';

/** What the SIM800 adds to calls. */

export const toneDetection = command('+DDET=', {
  does: 'Sets whether the DTMF keys that the other side presses are reported (+DTMF); it needs a SIM.',
  source: 'SIM800 AT manual V1.09 page 333',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+DDET=1
    < OK`,
});

export const outgoingReports = command('+MORING=', {
  does: 'Sets whether MO RING and MO CONNECTED report the progress of an outgoing call.',
  source: 'SIM800 AT manual V1.09 § 3.2.62',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+MORING=1
    < OK`,
});
