import type { Command } from '../grammar/command';
import type { Traffic } from '../wire/traffic';
import type { RecordedConversation } from '../recording/recordedConversation';

/** How the modem of a conversation is set. */
export interface Manner {
  /** Whether it sends each command back. Default: no. */
  readonly echo?: boolean | undefined;
}

/** What crosses the port in a conversation, in order. Each command is looked up by its text. */
export const trafficOf = (
  { turns }: Pick<RecordedConversation, 'turns'>,
  commandOf: (text: string) => Command,
  { echo = false }: Manner = {},
): readonly Traffic[] =>
  turns.flatMap(({ who, kind, text, bytes }): readonly Traffic[] => {
    if (who === 'modem') return [{ kind: 'heard', bytes }];
    if (kind === 'bytes') return [{ kind: 'gave', bytes }];
    const said: Traffic = { kind: 'said', command: commandOf(text) };
    return echo ? [said, { kind: 'heard', bytes }] : [said];
  });
