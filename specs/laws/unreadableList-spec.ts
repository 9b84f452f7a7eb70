import { a7600, quectel, sim7600, sim800 } from '../../lib';
import type { Command, CommandDefinition } from '../../lib/grammar/command';
import { ModemError } from '../../lib/grammar/errors/modemError';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { raw } from '../../lib/grammar/raw';
import { conversation } from '../../lib/recording/recordedConversation';
import { listen } from '../../lib/testing/listen';
import { ResponseFrame } from '../../operators/responseFrame';

// An answer that may be empty is empty only where no line of it came: a line that can't be read is no "none" (`QISTATE`, `QFLST`, `CMGL`).

const FAMILIES = [sim800, a7600, sim7600, quectel] as const;

/** The command of an example, as the family knows it. */
const commandOf = (profile: (typeof FAMILIES)[number], { example }: CommandDefinition): Command => {
  const { turns } = conversation(example);
  const typed = turns.find(({ who, kind }) => who === 'host' && kind === 'line')?.text ?? '';
  const { definition, args, text, redacted } = raw(typed, profile.vocabulary);
  return { definition, args, text, redacted };
};

/** How a command ends whose answer is this line: the number of values, or the kind of the error. */
const endOf = (profile: (typeof FAMILIES)[number], command: Command, said: string): unknown => {
  const { tokens } = listen(profile.vocabulary, [
    { kind: 'said', command },
    { kind: 'heard', bytes: latin1Bytes(`\r\n${said}\r\n\r\nOK\r\n`) },
    // A result code with nothing in front may be that of an earlier command.
    { kind: 'heard', bytes: latin1Bytes('\r\nOK\r\n') },
  ]);
  const frame = new ResponseFrame(command);
  try {
    for (const token of tokens) {
      const response = frame.add(token);
      if (response) return response.values.length;
    }
    return 'open';
  } catch (error) {
    return error instanceof ModemError ? error.reason.kind : error;
  }
};

const damaged = (key: string): string => `${key}: ~`;

/** Lists whose lines are not any text. */
const LISTS = FAMILIES.flatMap((profile) =>
  profile.vocabulary.commands.flatMap((one) => {
    const command = commandOf(profile, one);
    const { answer, mayBeEmpty, head } = command.definition;
    if (!answer || answer.key === '' || !mayBeEmpty) return [];
    const said = damaged(answer.key);
    const isAnyText = answer.read(said) ?? answer.readLoosely?.(said);
    return isAnyText ? [] : [{ profile, command, said, name: `${profile.title}: ${head}` }];
  }),
);

describe('law L2 for answers that may be empty', () => {
  it.each(LISTS)('$name is unreadable where its line is, and not empty', ({ profile, command, said }) => {
    expect(endOf(profile, command, said)).toBe('unreadable');
    expect(endOf(profile, { ...command, isTyped: true }, said)).toBe(0);
    expect(endOf(profile, command, 'what is this')).toBe(0);
  });

  it('is tried on the lists of all families', () => {
    expect(LISTS.length).toBeGreaterThan(30);
  });
});
