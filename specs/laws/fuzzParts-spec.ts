import { fullOr } from '../helpers/thin';
import { fuzzedParts } from './fuzzedParts';

// Whatever is typed, recorded, listed or published, nothing but a named error is thrown. `npm run fuzz` goes on for as long as you like.

const SEEDS: Readonly<Record<string, number>> = {
  'the emulator of a SIM800': fullOr(60, 8),
  'the emulator of an A7600': fullOr(60, 8),
  'the emulator of a SIM7600': fullOr(20, 4),
};

describe.each(Object.entries(fuzzedParts))('%s', (name, fuzzed) => {
  const seeds = SEEDS[name] ?? fullOr(2_000, 200);

  it(`takes nonsense from ${seeds} seeds`, () => {
    const problems = Array.from({ length: seeds }, (_, at) => ({ seed: at + 1, problem: fuzzed(at + 1) }));

    expect(problems.filter(({ problem }) => problem !== undefined).slice(0, 5)).toEqual([]);
  });
});
