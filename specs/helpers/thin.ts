/** Whether the laws try every case (`npm run test:full`) or a fixed selection, which covers each flow and fault. */
export const isFull = process.env['RXMODEM_FULL'] === '1';

/** A count in a full run, or a smaller one. */
export const fullOr = (full: number, thin: number): number => (isFull ? full : thin);

/** Every item in a full run, or every `n`-th. `turn` moves the selection, so that neighbours try different items. */
export const everyNth = <T>(n: number, items: readonly T[], turn = 0): readonly T[] =>
  isFull ? items : items.filter((_, at) => (at + turn) % n === 0);
