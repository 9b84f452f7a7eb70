import { of } from 'rxjs';
import { a7600, commands, type Profile, quectel, sim7600, sim800 } from '../../lib';
import { initialState, tokenizerStep } from '../../lib/wire/tokenizerStep';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import type { Traffic } from '../../lib/wire/traffic';
import { raw } from '../../lib/grammar/raw';
import { listen } from '../../lib/testing/listen';
import { trafficOf } from '../../lib/testing/trafficOf';
import { tokenize } from '../../operators/tokenize';
import { everything } from '../helpers/definitions';
import { transcripts } from '../helpers/transcripts';
import { whole } from '../helpers/cuts';
import { flowOf, fuzzed } from './fuzzed';
import { dice, mutated } from './mutations';
import { fullOr, isFull } from '../helpers/thin';

// Whatever a modem says, nothing is thrown, nothing hangs, nothing grows. `npm run fuzz` goes on for as long as you like.

const ROUNDS = fullOr(15, 3);
const heard = (text: string): Traffic => ({ kind: 'heard', bytes: latin1Bytes(text) });
const MAX_LINE_CHARS = 4_096;

describe('tokenize', () => {
  it.each(transcripts)(
    'takes $title, cut, doubled, swapped and flipped, and tells of it all',
    ({ family, talk: channel }) => {
      const traffic = whole(trafficOf(channel, (text) => raw(text, family)));
      for (let seed = 1; seed <= ROUNDS; seed += 1) {
        const drawn = dice(seed);
        const mad = traffic.map((item) =>
          item.kind === 'heard' ? heard(mutated(latin1(item.bytes), drawn, 1 + drawn.below(5))) : item,
        );
        const errors: unknown[] = [];
        of(...mad)
          .pipe(tokenize(family))
          .subscribe({ error: (error: unknown) => errors.push(error) });

        expect({ seed, errors }).toEqual({ seed, errors: [] });
      }
    },
  );

  it('takes bytes of any value', () => {
    for (let seed = 1; seed <= fullOr(200, 40); seed += 1) {
      const { below, oneOf } = dice(seed);
      const item = (): Traffic =>
        oneOf<Traffic>([
          { kind: 'heard', bytes: Uint8Array.from({ length: below(300) }, () => below(256)) },
          { kind: 'said', command: oneOf([commands.signal(), commands.httpTerm(), commands.folderList()]) },
        ]);
      const { state } = listen(everything, Array.from({ length: 30 }, item));

      expect({ seed, isBounded: state.partialLine.length <= MAX_LINE_CHARS }).toEqual({
        seed,
        isBounded: true,
      });
    }
  });
});

describe('what has no end', () => {
  it('is handed on in pieces: 8 MB without a line end leave 4,096 characters behind', () => {
    const step = tokenizerStep(everything);
    const chunk: Traffic = { kind: 'heard', bytes: new Uint8Array(65_536).fill(0x78) };
    let state = initialState;
    let chars = 0;
    for (let turn = 0; turn < 128; turn += 1) {
      const [next, tokens] = step(state, chunk);
      state = next;
      for (const token of tokens) chars += token.kind === 'unknown' ? token.text.length : 0;
    }

    expect(state.partialLine.length).toBeLessThanOrEqual(MAX_LINE_CHARS);
    expect(chars + state.partialLine.length).toBe(128 * 65_536);
  });

  it.each([
    commands.httpRead({ offset: 0, size: 100 }),
    commands.httpReadBlocks({ offset: 0, size: 100 }),
    commands.httpHead(),
    commands.httpReadAll(),
    commands.ftpGetRead({ size: 100 }),
    commands.ftpsGet({ path: 'a' }),
    commands.fileGet({ path: 'C:/a', position: 0, size: 100 }),
    commands.quectelFileRead({ handle: 1, size: 100 }),
    commands.quectelRead({ link: 0, size: 100 }),
  ])('is not waited for: a length that can not be, behind $text', (command) => {
    const said: Traffic = { kind: 'said', command };
    const header =
      command.definition.example.match(/(?:\+[A-Z]+: |CONNECT )(?=(?:\w+, ?)*\d+\n\s*<<)/)?.[0] ??
      '+HTTPREAD: ';
    for (const count of ['4294967296', '99999999999999999999', '-1', '1.5', '1e9', 'NaN', '0x10', '']) {
      const rest = ['', '0,', '2,', 'DATA,'];
      const { state } = listen(
        everything,
        rest.flatMap((lead) => [said, heard(`\r\n${header}${lead}${count}\r\n`)]),
      );

      expect({ count, owed: state.payloadLeft }).toEqual({ count, owed: 0 });
    }
  });
});

/** 250 seeds in a full run; else the first of them that draws each flow. */
const seedsOf = (profile: Profile): readonly number[] => {
  const seeds = Array.from({ length: 250 }, (_, at) => at + 1);
  const drawn = seeds.map((seed) => flowOf(profile, dice(seed)).title);
  return seeds.filter((_, at) => isFull || drawn.indexOf(drawn[at] as string) === at);
};

describe.each([sim800, a7600, sim7600, quectel])('a flow on a $title that is misheard', (profile) => {
  it('ends by itself, as it should or with a reason, and nothing else is thrown', () => {
    const problems = seedsOf(profile)
      .map((seed) => fuzzed(profile, seed))
      .filter(({ problem }) => problem !== undefined);

    expect(problems).toEqual([]);
  });
});
