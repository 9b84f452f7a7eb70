/** Over how long it is measured. */
const OVER_MS = 3_000;

/** Measures bytes a second over the last seconds: call it with the time and the bytes so far, again and again. */
export const rate = (): ((atMs: number, loaded: number) => number) => {
  let samples: (readonly [at: number, loaded: number])[] = [];
  return (atMs, loaded) => {
    samples = [...samples.filter(([at]) => at >= atMs - OVER_MS), [atMs, loaded]];
    const [from, before] = samples[0] as readonly [number, number];
    return atMs > from ? Math.round(((loaded - before) * 1_000) / (atMs - from)) : 0;
  };
};
