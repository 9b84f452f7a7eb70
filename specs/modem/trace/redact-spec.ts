import { commands } from '../../../lib';
import type { Command } from '../../../lib/grammar/command';
import { noSecrets, redact, secretsAfter } from '../../../lib/modem/trace/redact';
import type { TraceEvent } from '../../../lib/modem/trace/traceEntry';

const said = (command: Command): TraceEvent => ({ kind: 'said', command });
const ended = (command: Command): TraceEvent => ({
  kind: 'final',
  command,
  result: { ok: true, code: 'OK' },
});
const pin = commands.pinEnter({ pin: '4711' });
const user = commands.ftpUser({ user: 'hush-4711' });
const [signal, other] = [commands.signal(), commands.attached()];
const after = (...events: readonly TraceEvent[]) => events.reduce(secretsAfter, noSecrets);

describe('what an unexplained line shows', () => {
  it('is all of it where no secret was said', () => {
    expect(redact('XY', noSecrets)).toBe('XY');
    expect(redact('XY', after(said(signal), ended(signal)))).toBe('XY');
  });

  it('is nothing while it may be the echo of a secret', () => {
    const states = [
      [said(pin)],
      [said(pin), ended(pin)],
      [said(pin), ended(pin), said(signal)],
      [said(pin), ended(pin), said(signal), ended(signal)],
      [said(pin), said(signal)],
    ];
    expect(states.map((events) => redact('XY', after(...events)))).toEqual(states.map(() => '***'));
  });

  it('is all but the secret from the second command behind it on', () => {
    const secrets = after(said(user), ended(user), said(signal), ended(signal), said(other));
    expect(redact('XY', secrets)).toBe('XY');
    expect(redact('XY hush-4711', secrets)).toBe('XY ***');
    expect(redact(user.text, secrets)).toBe(user.redacted);
    expect(redact('Set-Cookie: a=b', secrets)).toBe('Set-Cookie: ***');
  });

  it('waits anew for the echo of the next secret', () => {
    const secrets = after(said(user), said(signal), ended(signal), said(other), said(pin));
    expect(secrets.echo).toBe('awaited');
    expect(redact('XY', secrets)).toBe('***');
  });

  it('remembers the last sixteen secrets, the newest first', () => {
    const users = Array.from({ length: 20 }, (_, at) => commands.ftpUser({ user: `hush-${at}-hush` }));
    const { commands: known } = after(...users.map(said));
    expect(known).toEqual(users.slice(4).reverse());
  });
});
