import { command } from '../grammar/command';
import { optional } from '../grammar/optional';
import { text } from '../grammar/text';

/** The SIM and its PIN. */

export const pinEnter = command('+CPIN=', {
  does: 'Enters the PIN that the SIM waits for; where it waits for the PUK, this and a new PIN.',
  source: '27.007 § 8.3',
  takes: { pin: text, newPin: optional(text) },
  secret: () => ['pin', 'newPin'],
  timeoutMs: 9_000,
  example: `
    > AT+CPIN="1234"
    < OK`,
});
