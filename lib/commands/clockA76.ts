import { command } from '../grammar/command';
import { flag } from '../grammar/flag';

/** How A76XX takes the network’s time. */

export const timeZoneUpdate = command('+CTZU=', {
  does: 'Sets whether the network sets the clock.',
  source: 'A76XX AT manual V1.09 pages 102–105',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CTZU=1
    < OK`,
});

export const timeZoneUpdateState = command('+CTZU?', {
  does: 'Reads whether the network sets the clock.',
  source: 'A76XX AT manual V1.09 pages 102–105',
  answers: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CTZU?
    < +CTZU: 1
    < OK`,
});

export const timeZoneReports = command('+CTZR=', {
  does: 'Sets whether the modem tells that the time zone changed.',
  source: 'A76XX AT manual V1.09 pages 102–105',
  takes: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CTZR=1
    < OK`,
});

export const timeZoneReportsState = command('+CTZR?', {
  does: 'Reads whether the modem tells that the time zone changed.',
  source: 'A76XX AT manual V1.09 pages 102–105',
  answers: { on: flag },
  timeoutMs: 9_000,
  example: `
    > AT+CTZR?
    < +CTZR: 1
    < OK`,
});
