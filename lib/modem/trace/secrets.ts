import { mask } from '../../grammar/mask';
import type { Command } from '../../grammar/command';
import type { TraceEvent } from './traceEntry';
import { masked } from '../../grammar/masked';

/** How many commands with secrets are remembered. */
const REMEMBERED = 16;

/** What is known of what nobody may be shown. */
export interface KnownSecrets {
  /** The last commands that keep something secret, the newest first. */
  readonly commands: readonly Command[];
  /**
   * Whether a line that nothing explains may be the newest one's echo: it is `awaited` until another command has ended, and
   * `over` once the next one is said after that.
   */
  readonly echo: 'awaited' | 'passing' | 'over';
}

/** Nothing secret was said. */
const none: KnownSecrets = Object.freeze({ commands: [], echo: 'over' });

const said = ({ commands, echo }: KnownSecrets, command: Command): KnownSecrets => {
  if (command.text !== command.redacted)
    return { commands: [command, ...commands].slice(0, REMEMBERED), echo: 'awaited' };
  return { commands, echo: echo === 'passing' ? 'over' : echo };
};

/** What is known after something happened. */
const after = (secrets: KnownSecrets, happening: TraceEvent): KnownSecrets => {
  if (happening.kind === 'said') return said(secrets, happening.command);
  const isOthers = happening.kind === 'final' && happening.command !== secrets.commands[0];
  return isOthers && secrets.echo === 'awaited' ? { ...secrets, echo: 'passing' } : secrets;
};

/**
 * A line that nothing explains, for people. Where it may be the echo of a secret, late or damaged, nothing of it is shown:
 * what is lost of a damaged echo nobody can tell from what is secret in it.
 *
 *     > AT+CPIN=***    < AT+CP?N="1234"  ⇒ ***    < ERROR    > AT+CSQ    < XY  ⇒ ***    < OK    > AT+COPS?    < XY  ⇒ XY
 */
const shown = (line: string, { commands, echo }: KnownSecrets): string =>
  echo === 'over' ? masked(line, commands) : mask;

/** Keeps secrets out of what people are shown: a pure fold over what happens. */
export const secrets = Object.freeze({ none, after, shown });
