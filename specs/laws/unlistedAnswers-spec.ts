import { map } from 'rxjs';
import { a7600, commands, health, type Profile, quectel, ready, sim7600, sim800 } from '../../lib';
import type { Command, CommandDefinition } from '../../lib/grammar/command';
import { splitFields } from '../../lib/grammar/codecs/splitFields';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { raw } from '../../lib/grammar/raw';
import type { UrcDefinition } from '../../lib/grammar/urc';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { conversation } from '../../lib/recording/recordedConversation';
import { listen } from '../../lib/testing/listen';
import { line, OK } from '../modem/scripted';
import { played } from '../contract/line/played';

// Law L2 for the answers to commands: a number or a word that no table has leaves the rest of the answer known.

/** States, modes and switches by their places in the answer. Counts, names, addresses and what names a connection are no such thing. */
const STATES: Readonly<Record<string, readonly number[]>> = {
  ...{ '+CMEE?': [0], '+IFC?': [0], '+ICF?': [0], '+CSCLK?': [0], '+CIURC?': [0], '+CLTS?': [0] },
  ...{ '+CFUN?': [0], '+CGATT?': [0], '+CREG?': [0, 1], '+CGREG?': [0, 1], '+CEREG?': [0, 1], '+COPS?': [0] },
  ...{ '+CLIP?': [0, 1], '+CGEREP?': [0], '+CRC?': [0], '+SAPBR=2,': [1], '+CGACT?': [1], '+CIPMUX?': [0] },
  ...{ '+CIPRXGET?': [0], '+CIPSSL?': [0], '+HTTPSSL?': [0], '+HTTPSTATUS?': [0, 1] },
  ...{ '+SSLOPT?': [1], '+CMGHEX?': [0], '+CSDH?': [0], '+CMGF?': [0], '+CSMS=': [0, 1, 2] },
  ...{ '+CSMS?': [0, 1, 2, 3], '+CSCB?': [0], '+CMUX?': [0, 1, 2], '+FTPCID?': [0], '+FTPMODE?': [0] },
  ...{ '+FTPSSL?': [0], '+FTPSTATE': [0], '+CGNSPWR?': [0], '+CGNSSPWR?': [0], '+CGPS?': [0], '+CPAS': [0] },
  ...{ '+CLCK=': [0], '+CNSMOD?': [0], '+AUTOCSQ?': [0], '+CNMP?': [0], '+CATR?': [0], '+CTZR?': [0] },
  ...{ '+CTZU?': [0], '+CVHU?': [0], '+CSSLCFG=': [1, 2, 3, 9], '+CFTPSMODE?': [0], '+CFTPSSINGLEIP?': [0] },
  ...{ '+CCONCINDEX?': [0], '+CMVP?': [0], '+QINISTAT': [0], '+QIACT?': [1, 2], '+QGPS?': [0] },
  // News has the same name and shape.
  ...{ '+NETOPEN?': [0], '+CFTPSLOGIN?': [0], '+CFTPSTYPE?': [0], '+CMQTTDISC?': [1], '+CIPCLOSE?': [0, 9] },
  ...{ '+QMTCONN?': [1], '+QISTATE=': [4, 5, 6, 7, 8], '+QSSLSTATE=': [4, 5, 6, 7, 8] },
};

interface Asked {
  readonly definition: CommandDefinition;
  readonly typed: string;
  readonly lead: string;
  readonly fields: readonly string[];
}

/** A command's example: what is typed, and the fields of its first answer. */
const askedOf = (definition: CommandDefinition): Asked => {
  const { turns } = conversation(definition.example);
  const lines = turns.filter(({ kind }) => kind === 'line');
  const typed = lines.find(({ who }) => who === 'host')?.text ?? '';
  const answer = lines.find(({ who, text }) => who === 'modem' && text !== 'OK')?.text ?? '';
  const colon = answer.indexOf(':');
  return { definition, typed, lead: answer.slice(0, colon + 1), fields: splitFields(answer, colon + 1) };
};

/** Whether a line is the command's answer while the command waits for it. */
const isAnswer = (
  profile: Profile,
  { definition, typed, lead }: Asked,
  fields: readonly string[],
): boolean => {
  const bytes = latin1Bytes(`\r\n${lead} ${fields.join(',')}\r\n\r\nOK\r\n`);
  const command = raw(typed, vocabulary([definition], []));
  const { tokens } = listen(profile.vocabulary, [
    { kind: 'said', command },
    { kind: 'heard', bytes },
  ]);
  return tokens[0]?.kind === 'info' && tokens.every(({ kind }) => kind !== 'urc');
};

/** A line that news of the same name may be: `+CLIP: WORD,1` tells a caller. */
const isNews = (head: string, at: number, field: string): boolean =>
  head === '+CLIP?' && (at === 0 ? field !== '97' : field.startsWith('"'));

const FAMILIES = [sim800, a7600, sim7600, quectel] as const;
const ASKED = FAMILIES.flatMap((profile) =>
  profile.vocabulary.commands
    .filter(({ head, answer, payload }) => answer !== undefined && payload === undefined && head in STATES)
    .map((definition) => ({ profile, asked: askedOf(definition) })),
);

const isQuestion = ({ head, answer, payload }: CommandDefinition): boolean =>
  head.endsWith('?') && answer !== undefined && payload === undefined;

const newsOf = ({ vocabulary: { urcs } }: Profile, { answer }: CommandDefinition): readonly UrcDefinition[] =>
  (urcs.get(answer?.key ?? '') ?? []).filter(({ followedBy }) => followedBy === undefined);

describe('law L2 for answers', () => {
  it('every command of the table is one of a family', () => {
    const heads = new Set(ASKED.map(({ asked }) => asked.definition.head));

    expect(Object.keys(STATES).filter((head) => !heads.has(head))).toEqual([]);
  });

  it('a state, mode or switch that no table has leaves the answer an answer', () => {
    let cases = 0;
    const lost = ASKED.flatMap(({ profile, asked }) => {
      const { head } = asked.definition;
      const places = (STATES[head] ?? []).filter((at) => at < asked.fields.length);
      return places.flatMap((at) =>
        ['97', 'WORD', '"WORD"', '?'].flatMap((field) => {
          if (isNews(head, at, field)) return [];
          cases += 1;
          const fields = asked.fields.with(at, field);
          return isAnswer(profile, asked, fields)
            ? []
            : [`${profile.name} ${asked.typed}: ${fields.join(',')}`];
        }),
      );
    });

    expect(lost).toEqual([]);
    expect(cases).toBeGreaterThan(400);
  });

  it('news that arrives while the question of its name is open stays news, and the answer an answer', () => {
    let cases = 0;
    const lost = FAMILIES.flatMap((profile) =>
      profile.vocabulary.commands.filter(isQuestion).flatMap((definition) => {
        const { typed, lead, fields } = askedOf(definition);
        const command = raw(typed, vocabulary([definition], []));
        return newsOf(profile, definition).flatMap(({ name, example }) => {
          if (definition.answer?.read(example)) return [];
          cases += 1;
          const bytes = latin1Bytes(`\r\n${example}\r\n\r\n${lead} ${fields.join(',')}\r\n\r\nOK\r\n`);
          const { tokens } = listen(profile.vocabulary, [
            { kind: 'said', command },
            { kind: 'heard', bytes },
          ]);
          const kinds = tokens.map((token) => (token.kind === 'urc' ? token.definition.name : token.kind));
          return kinds.join() === `${name},info,final` ? [] : [`${profile.name} ${typed}: ${kinds.join()}`];
        });
      }),
    );

    expect(lost).toEqual([]);
    expect(cases).toBeGreaterThan(25);
  });

  it.each([
    [sim800, commands.httpStatus(), '+HTTPSTATUS: PATCH,97,1440,7915', { finished: 1_440, remaining: 7_915 }],
    [sim800, commands.bearerState({ cid: 1 }), '+SAPBR: 1,97,"10.0.0.1"', { cid: 1, address: '10.0.0.1' }],
    [sim800, commands.ftpState(), '+FTPSTATE: WORD', {}],
    [a7600, commands.contextActive(), '+CGACT: 1,WORD', { cid: 1 }],
    [sim800, commands.circuitRegistration(), '+CREG: 0,97', { report: 0 }],
    [sim800, commands.circuitRegistration(), '+CREG: 0,WORD', { report: 0 }],
    [sim800, commands.simState(), '+CPIN: foo', { state: 'foo' }],
    [sim800, commands.simState(), '+CPIN: "Foo Bar"', { state: 'Foo Bar' }],
    [sim800, commands.simState(), '+CPIN: "sim pin"', { state: 'SIM PIN' }],
    [sim800, commands.simState(), '+CPIN: Ready', { state: 'READY' }],
  ] as const)('the %# answer has what it says', (profile, command, answer, values) => {
    const got = played(
      profile,
      (text) => (text === command.text ? line(answer) + OK : undefined),
      (modem) => modem.send(command as Command<object>).pipe(map(({ value }) => value)),
    );

    expect(got.end).toBe('completed');
    expect(got.values).toEqual([values]);
  });
});

describe('a flow that needs a state takes what is not known for the cautious case', () => {
  const NETWORK: Readonly<Record<string, string>> = {
    'AT+CPIN?': '+CPIN: READY',
    'AT+CSQ': '+CSQ: 20,WORD',
    'AT+CREG?': '+CREG: 0,1',
    'AT+CGREG?': '+CGREG: 0,1',
    'AT+CGATT?': '+CGATT: WORD',
    'AT+CBC': '+CBC: WORD,WORD,4012',
  };
  const answers = (own: Readonly<Record<string, string>>) => (text: string) => {
    const said = own[text] ?? NETWORK[text];
    return said === undefined ? undefined : line(said) + OK;
  };

  it('a bearer in a state that no table has is opened, and is not taken for open', () => {
    const got = played(sim800, answers({ 'AT+SAPBR=2,1': '+SAPBR: 1,WORD,"10.0.0.1"' }), (modem) =>
      ready(modem, { restarts: 0 }),
    );

    expect(got.written).toContain('AT+SAPBR=1,1');
    expect(got.message).toContain('in a state that is not known');
  });

  it('a supply whose charge is told by a word has its voltage', () => {
    const { values } = played(sim800, answers({}), (modem) => health(modem));

    expect(values).toMatchObject([{ supply: { milliVolts: 4_012 } }]);
  });

  it('a SIM that says what no table has is shown as it says it', () => {
    const { message } = played(sim800, answers({ 'AT+CPIN?': '+CPIN: foo' }), (modem) =>
      ready(modem, { restarts: 0 }),
    );

    expect(message).toMatch(/^sim: foo;/);
  });
});
