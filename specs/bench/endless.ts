/**
 * What has no end: time and heap of the tokenizer and of a connection.
 *
 *     npm run endless
 *
 * 100 MB without a line end, a million lines that nobody knows, a million URCs that nobody listens to. Heap must stay flat,
 * and twice as much must take about twice as long.
 */
import { concat, EMPTY, NEVER, of, Subject } from 'rxjs';
import { openModem, sim800, type Port } from '../../lib';
import { tokenizerStep, initialState } from '../../lib/wire/tokenizerStep';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Traffic } from '../../lib/wire/traffic';

const megabytes = (): string => {
  globalThis.gc?.();
  return `${(process.memoryUsage().heapUsed / 1_048_576).toFixed(1)} MB of heap`;
};

const told = (what: string, act: () => string): void => {
  const [before, began] = [megabytes(), performance.now()];
  const outcome = act();
  console.log(
    `${what}: ${Math.round(performance.now() - began)} ms, ${outcome}, ${before} before, ${megabytes()} after`,
  );
};

const endless = (chunks: number): string => {
  const step = tokenizerStep(sim800.vocabulary);
  const item: Traffic = { kind: 'heard', bytes: new Uint8Array(65_536).fill(0x78) };
  let [state, tokens] = [initialState, 0];
  for (let turn = 0; turn < chunks; turn += 1) {
    const [next, heard] = step(state, item);
    state = next;
    tokens += heard.length;
  }
  return `${tokens} tokens, ${state.partialLine.length} characters kept`;
};

/** So many lines through a connection: each another one, in pieces of a hundred. */
const lines = (count: number, line: (at: number) => string): string => {
  const incoming = new Subject<Uint8Array>();
  const say = (text: string): void => incoming.next(latin1Bytes(text));
  // Nothing answers: the connection is being brought up all the while, and listens.
  const write = (): ReturnType<Port['write']> => EMPTY;
  const connection = openModem(concat(of({ name: 'endless', incoming, write }), NEVER), sim800).subscribe({
    error: () => undefined,
  });
  for (let at = 0; at < count; at += 100)
    say(Array.from({ length: 100 }, (_, more) => `\r\n${line(at + more)}\r\n`).join(''));
  connection.unsubscribe();
  return `${count} lines`;
};

for (const chunks of [800, 1_600])
  told(`${(chunks * 65_536) / 1_048_576} MB without a line end`, () => endless(chunks));
for (const count of [500_000, 1_000_000]) {
  told(`${count} unknown lines`, () => lines(count, (at) => `*NOBODY: ${at}`));
  told(`${count} URCs with nobody listening`, () => lines(count, (at) => `+CMTI: "SM",${at}`));
}
process.exit();
