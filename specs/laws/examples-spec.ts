import { parseRequest } from '../../lib/grammar/parseRequest';
import { raw } from '../../lib/grammar/raw';
import { recognise, vocabulary } from '../../lib/grammar/vocabulary';
import type { CommandDefinition } from '../../lib/grammar/command';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { conversation, type Turn } from '../../lib/recording/recordedConversation';
import { trafficOf } from '../../lib/testing/trafficOf';
import { commands, everything, urcs, vocabularyOf } from '../helpers/definitions';
import { listen } from '../../lib/testing/listen';
import { joined } from '../../lib/testing/spell';

// Law 3, first half: every definition's example is what it says it is.

/** A definition is a function that makes commands, whatever its types say. */
const ready = (definition: CommandDefinition, args: object) =>
  (definition as unknown as (args: object) => { readonly text: string })(args);

describe('law 3: every example is executed', () => {
  describe.each(commands)('$title', ({ definition }) => {
    const channel = conversation(definition.example);
    const alone = vocabulary([definition], []);
    const words = channel.turns.filter(({ who, kind }) => who === 'host' && kind === 'line');
    const first = (words[0] as Turn).text;

    it('begins with the command, as it is recognised and written', () => {
      const args = definition.recognise(parseRequest(first.replace(/^AT/, '')));

      expect(args).toBeDefined();
      expect(ready(definition, args ?? {}).text).toBe(first);
    });

    it('is recognised among all others as itself, or as one that says more of it', () => {
      const found = recognise(everything, first.replace(/^AT/, ''));

      expect(found?.definition.head.startsWith(definition.head)).toBe(true);
    });

    it('is heard as the command’s own answer, to its end', () => {
      const urcsOnly = vocabularyOf(() => true).urcs;
      const traffic = trafficOf(channel, (text) => raw(text, alone));
      const { tokens, state } = listen({ commands: [definition], urcs: urcsOnly }, traffic);
      const kinds = tokens.map(({ kind }) => kind);

      expect(kinds).not.toContain('unknown');
      expect(kinds).not.toContain('corrupt');
      expect(tokens.find(({ kind }) => kind === 'final')).toMatchObject({ result: { ok: true } });
      // An `OK` alone leaves a command whose answer may be empty open, until the exchange believes it.
      const isDoubted = state.open?.doubted === true && state.open.command.definition.mayBeEmpty;
      expect(isDoubted ? undefined : state.open).toBeUndefined();
      if (definition.answer && !definition.mayBeEmpty) expect(kinds).toContain('info');
    });

    it('brings exactly the counted bytes that it announces', () => {
      const bytes = channel.turns
        .filter(({ who, kind }) => who === 'modem' && kind === 'bytes')
        .map((turn) => turn.text);
      const { tokens } = listen(
        alone,
        trafficOf(channel, (text) => raw(text, alone)),
      );
      const payload = joined(tokens).flatMap((token) => (token.kind === 'payload' ? [token] : []));

      expect(payload.map((token) => token.left)).toEqual(payload.map(() => 0));
      expect(payload.map((token) => token.bytes)).toEqual(bytes.map(latin1Bytes));
    });

    it('asks for the data that the example gives', () => {
      const given = channel.turns.filter(({ who, kind }) => who === 'host' && kind === 'bytes');
      const { tokens } = listen(
        alone,
        trafficOf(channel, (text) => raw(text, alone)),
      );

      expect(tokens.filter(({ kind }) => kind === 'prompt').length).toBe(given.length > 0 ? 1 : 0);
      expect(given.length > 0).toBe(definition.prompt !== undefined);
    });

    it('writes the answer that it reads', () => {
      const { tokens } = listen(
        alone,
        trafficOf(channel, (text) => raw(text, alone)),
      );
      const answers = tokens.flatMap((token) => (token.kind === 'info' ? [token] : []));

      expect(answers.map(({ values }) => definition.answer?.write(values)?.replace(/\s|"/g, ''))).toEqual(
        answers.map(({ text }) => text.replace(/\s|"/g, '')),
      );
    });
  });

  describe.each(urcs)('$title', ({ definition }) => {
    it('reads its example and writes it back, blanks and quotes aside', () => {
      const { form, example } = definition;
      const values = form.read(example);

      expect(values).toBeDefined();
      expect(form.write(values ?? {}).replace(/\s|"/g, '')).toBe(example.replace(/\s|"/g, ''));
      expect(form.read(form.write(values ?? {}))).toEqual(values);
    });

    it('is heard as itself, or as one of the same form', () => {
      const { tokens } = listen(everything, [
        { kind: 'heard', bytes: latin1Bytes(`\r\n${definition.example}\r\n`) },
      ]);

      expect(tokens).toHaveLength(1);
      expect(tokens[0]).toMatchObject({ kind: 'urc', values: definition.form.read(definition.example) });
    });
  });
});
