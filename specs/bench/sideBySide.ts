/** Something to measure: takes all chunks, and gives how many things it found, so that no work can be left out. */
export interface Contender {
  readonly name: string;
  readonly run: (chunks: readonly Uint8Array[]) => number;
}

const ROUNDS = 15;

/** The process's own time, which other programs on the machine do not lengthen as much as they do the clock's. */
const secondsOf = (work: () => number): number => {
  const from = process.cpuUsage();
  work();
  return process.cpuUsage(from).user / 1e6;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

/**
 * Measures contenders side by side: each round runs every one once, so that a machine that slows down slows all. Gives the
 * median throughput of each in MB per second of CPU time.
 */
export const sideBySide = (contenders: readonly Contender[], chunks: readonly Uint8Array[]): number[] => {
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
  const times = contenders.map((): number[] => []);
  for (let round = -3; round < ROUNDS; round += 1) {
    contenders.forEach(({ run }, at) => {
      const seconds = secondsOf(() => run(chunks));
      if (round >= 0) times[at]?.push(seconds);
    });
  }
  return times.map((rounds) => bytes / median(rounds) / 1e6);
};
