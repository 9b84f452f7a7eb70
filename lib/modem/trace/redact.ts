import { mask } from '../../grammar/mask';
import type { Command } from '../../grammar/command';
import type { TraceEvent } from './traceEntry';
import { masked } from '../../grammar/masked';
import { maskedField } from '../../grammar/secrets';

/** How many commands with secrets are remembered. */
const REMEMBERED = 16;

/** The secrets that a conversation has carried so far. */
export interface KnownSecrets {
  /** The last commands that hold a secret, the newest first. */
  readonly commands: readonly Command[];
  /**
   * Whether an unexplained line may be the echo of the newest of them: `awaited` until another command has ended, then
   * `passing`, and `over` when the next command is said after that.
   */
  readonly echo: 'awaited' | 'passing' | 'over';
}

/** No command with a secret was said. */
export const noSecrets: KnownSecrets = Object.freeze({ commands: [], echo: 'over' });

/** Adds what an event of the conversation changes: a pure fold over the events. */
export const secretsAfter = (secrets: KnownSecrets, event: TraceEvent): KnownSecrets => {
  if (event.kind === 'said') return said(secrets, event.command);
  const isOthers = event.kind === 'final' && event.command !== secrets.commands[0];
  return isOthers && secrets.echo === 'awaited' ? { ...secrets, echo: 'passing' } : secrets;
};

/**
 * Redacts an unexplained line for people. A line that may be the echo of a secret, late or damaged, is masked whole: in a
 * damaged echo the secret can't be found.
 *
 *     > AT+CPIN=***    < AT+CP?N="1234"  ⇒ ***    < ERROR    > AT+CSQ    < XY  ⇒ ***    < OK    > AT+COPS?    < XY  ⇒ XY
 */
export const redact = (line: string, { commands, echo }: KnownSecrets): string =>
  echo === 'over' ? maskedField(masked(line, commands)) : mask;

const said = (secrets: KnownSecrets, command: Command): KnownSecrets => {
  if (command.text !== command.redacted)
    return { commands: [command, ...secrets.commands].slice(0, REMEMBERED), echo: 'awaited' };
  return secrets.echo === 'passing' ? { ...secrets, echo: 'over' } : secrets;
};
