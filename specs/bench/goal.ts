/** Marks the lines that the page of all benchmarks gathers. */
export const GOAL = '→';

/** Prints a figure beside its goal: `→ reached: modems a core: 1,234 (goal ≥ 1,000)`. */
export const goal = (name: string, value: number, relation: '<=' | '>=', wanted: number): void => {
  const isReached = relation === '<=' ? value <= wanted : value >= wanted;
  const text = (number: number): string =>
    number.toLocaleString('en', { maximumFractionDigits: Math.abs(number) < 20 ? 2 : 0 });
  const sign = relation === '<=' ? '≤' : '≥';
  console.log(
    `${GOAL} ${isReached ? 'reached' : 'missed '}: ${name}: ${text(value)} (goal ${sign} ${text(wanted)})`,
  );
};
