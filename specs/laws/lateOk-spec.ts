import { map, switchMap, take } from 'rxjs';
import { a7600, openModem, type Profile, quectel, sim800 } from '../../lib';
import { giveBytes } from '../../lib/dialects/steps/giveBytes';
import type { Command, CommandDefinition } from '../../lib/grammar/command';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { parseRequest } from '../../lib/grammar/parseRequest';
import { conversation } from '../../lib/recording/recordedConversation';
import { joinBytes } from '../../operators/joinBytes';
import { commands } from '../helpers/definitions';
import { line, OK, scripted, type Said } from '../modem/scripted';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';

// A late OK of an earlier command changes no answer: whatever follows it is the command's own.

interface Example {
  readonly command: Command;
  /** What the modem says to the line, and to the data. */
  readonly says: string;
  readonly data: string;
  readonly saysThen: string;
}

const exampleOf = (definition: CommandDefinition): Example => {
  const { turns } = conversation(definition.example);
  const [first] = turns;
  const args = definition.recognise(parseRequest((first?.text ?? '').replace(/^AT/, '')));
  const command = (definition as unknown as (args: object) => Command)(args ?? {});
  const at = turns.findIndex(({ who, kind }) => who === 'host' && kind === 'bytes');
  const said = (from: number, to?: number): string =>
    turns
      .slice(from, to)
      .filter(({ who }) => who === 'modem')
      .map(({ kind, text }) => (kind === 'bytes' ? text : text === '>' ? '\r\n> ' : line(text)))
      .join('');
  const given = turns.filter(({ who, kind }) => who === 'host' && kind === 'bytes').map(({ text }) => text);
  return {
    command,
    says: at < 0 ? said(0) : said(0, at),
    data: given.join(''),
    saysThen: at < 0 ? '' : said(at),
  };
};

const answered = (profile: Profile, { command, says, data, saysThen }: Example, late: readonly Said[]) => {
  const modem = scripted((text, time) => {
    if (text === command.text) return time === 1 ? [...late, says].flat() : says;
    return data !== '' && text === data ? saysThen : OK;
  });
  const { end, values } = virtually(() =>
    watch(
      openModem(modem.transport, profile).pipe(
        take(1),
        switchMap((open) => open.send(command, data === '' ? undefined : giveBytes(latin1Bytes(data)))),
        map((response) => [response.lines, latin1(joinBytes(response.payload)), response.result]),
      ),
    ),
  );
  return [end, values, modem.written.filter((text) => text === data).length];
};

const owing = commands.filter(
  ({ definition: { answer, prompt, ending, payloadAtOnce } }) =>
    (answer ?? prompt) && ending.by !== 'last-answer' && !payloadAtOnce,
);

describe('a late OK in front of what a command gives', () => {
  it.each(owing)('changes nothing for $title', ({ definition }) => {
    const example = exampleOf(definition);
    for (const profile of [sim800, a7600, quectel]) {
      const right = answered(profile, example, []);

      expect(answered(profile, example, [OK])).toEqual(right);
      expect(answered(profile, example, [OK, { after: 50, say: '' }])).toEqual(right);
    }
  });
});
