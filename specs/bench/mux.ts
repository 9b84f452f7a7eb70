/**
 * Frames a second and MB/s of the multiplexer's fold, beside a decoder that is written by hand in C, and the bytes that frames
 * cost on the line.
 *
 *     npm run bench:mux
 *
 * The C decoder is compiled by `cc`; where there is none, its column is empty.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { frameBytes } from '../../lib/mux/frames/frameBytes';
import { frameStep, noFrames } from '../../lib/mux/frames/frameStep';
import { Outbox } from '../../lib/mux/outbox';
import { joinBytes } from '../../operators/joinBytes';
import { EMPTY } from 'rxjs';
import { patterned } from '../modem/bodies';
import { table, type Row } from './table';

const LINE_BYTES = 16_000_000;
const ROUNDS = 9;
const CHUNKS = [64, 1_024, 65_536];

const folder = mkdtempSync(join(tmpdir(), 'bench-mux-'));
const program = join(folder, 'decoder');
const compiled = spawnSync('cc', ['-O2', '-o', program, join(__dirname, 'muxDecoder.c')], {
  stdio: 'ignore',
});
const hasC = compiled.status === 0;

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] as number;

const lineOf = (dataBytes: number): Uint8Array => {
  const frames = Array.from({ length: Math.ceil(LINE_BYTES / (dataBytes + 6)) }, (_, at) =>
    frameBytes({
      channel: 1 + (at % 4),
      type: 'uih',
      command: false,
      poll: false,
      bytes: patterned(dataBytes),
    }),
  );
  return joinBytes(frames);
};

const cut = (line: Uint8Array, size: number): readonly Uint8Array[] =>
  Array.from({ length: Math.ceil(line.length / size) }, (_, at) => line.subarray(at * size, (at + 1) * size));

const ours = (chunks: readonly Uint8Array[]): { readonly frames: number; readonly seconds: number } => {
  const step = frameStep();
  (globalThis as { gc?: () => void }).gc?.();
  const from = process.hrtime.bigint();
  let [state, frames, sum] = [noFrames, 0, 0];
  for (const chunk of chunks) {
    const [next, events] = step(state, chunk);
    state = next;
    for (const event of events) {
      if (event.kind !== 'frame') throw new TypeError(`the line is whole, and has ${event.kind}`);
      frames += 1;
      sum += event.frame.bytes[0] as number;
    }
  }
  if (sum < 0) throw new TypeError('nothing was read');
  return { frames, seconds: Number(process.hrtime.bigint() - from) / 1e9 };
};

const theirs = (file: string, chunk: number): number =>
  median(
    execFileSync(program, [file, String(chunk), String(ROUNDS)], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((text) => Number(text.split(' ')[1])),
  );

const rowOf = (dataBytes: number, line: Uint8Array, file: string, chunk: number): Row => {
  const chunks = cut(line, chunk);
  ours(chunks);
  const runs = Array.from({ length: ROUNDS }, () => ours(chunks));
  const seconds = median(runs.map((one) => one.seconds));
  const inC = hasC ? theirs(file, chunk) : undefined;
  const mb = line.length / 1e6;
  return {
    name: `frames of ${dataBytes}, pieces of ${chunk}`,
    cells: [
      `${Math.round((runs[0]?.frames ?? 0) / seconds / 1_000)}`,
      (mb / seconds).toFixed(0),
      inC === undefined ? '' : (mb / inC).toFixed(0),
      inC === undefined ? '' : (seconds / inC).toFixed(2),
    ],
  };
};

const rows = [127, 1_500].flatMap((dataBytes) => {
  const line = lineOf(dataBytes);
  const file = join(folder, `line-${dataBytes}`);
  writeFileSync(file, line);
  return CHUNKS.map((chunk) => rowOf(dataBytes, line, file, chunk));
});
console.log(table('Frames of the multiplexer', ['kframes/s', 'MB/s', 'in C, MB/s', 'times as long'], rows));

/** What a body of a megabyte costs on the line, frame by frame as `multiplex` cuts it. */
const overheadOf = (maxFrameBytes: number): Row => {
  let written = 0;
  const outbox = new Outbox({
    wire: { name: 'bench', write: (bytes) => ((written += bytes.length), EMPTY) },
    maxFrameBytes,
    sent: () => undefined,
    failed: () => undefined,
  });
  const body = patterned(1_000_000);
  outbox.open(1);
  outbox.data(1, body, false).subscribe();
  const headBytes = maxFrameBytes > 127 ? 7 : 6;
  const least = body.length + Math.ceil(body.length / maxFrameBytes) * headBytes;
  const percent = (bytes: number): string => `${((bytes / body.length - 1) * 100).toFixed(2)} %`;
  return { name: `N1 ${maxFrameBytes}`, cells: [percent(written), percent(least)] };
};
console.log(
  table('Bytes on the line beyond the body', ['ours', 'the format’s own'], [127, 1_500].map(overheadOf)),
);
rmSync(folder, { recursive: true, force: true });
