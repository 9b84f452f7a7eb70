import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program } from '../cli/program';
import { type Ended, withBench } from './foreignBench';
import { LOOKALIKE, RANDOM, World } from './foreignServer';

/** The verbs that send a body, against the modem written from the manuals alone. */

const opened = new World().open();
const folder = mkdtempSync(join(tmpdir(), 'foreign-upload-'));
const command = program();
afterAll(async () => {
  (await opened).close();
  rmSync(folder, { recursive: true, force: true });
});

const upload = join(folder, 'upload');
const sent = Buffer.concat([LOOKALIKE, RANDOM.subarray(0, 20_000)]);
writeFileSync(upload, sent);

const expectEcho = (ended: Ended, wanted: Buffer): void => {
  expect([ended.stderr, ended.code]).toEqual(['', 0]);
  expect(ended.stdout.equals(wanted)).toBe(true);
};

describe('requests with a body', () => {
  for (const family of ['sim800', 'a7600', 'sim7600'] as const)
    it(`post sends a file byte for byte (${family})`, async () => {
      const world = await opened;
      await withBench(family, [], command, async (bench) => {
        const url = world.url('/echo');
        expectEcho(
          await bench.start('post', url, '--data-file', upload, '--content-type', 'x/y').ended,
          Buffer.concat([Buffer.from('POST '), sent]),
        );
        expect(world.seen.at(-1)?.headers['content-type']).toBe('x/y');
        expectEcho(await bench.start('post', url, '-d', 'AT\r\n').ended, Buffer.from('POST AT\r\n'));
        expect(bench.clean).toBe(true);
      });
    });

  it('put and delete (a7600)', async () => {
    const world = await opened;
    await withBench('a7600', ['--pieces'], command, async (bench) => {
      expectEcho(await bench.start('put', world.url('/echo'), '-d', 'x').ended, Buffer.from('PUT x'));
      expectEcho(await bench.start('delete', world.url('/echo')).ended, Buffer.from('DELETE '));
    });
  });

  it('put and delete are not there: exit 2 (sim800)', async () => {
    const world = await opened;
    await withBench('sim800', [], command, async (bench) => {
      const put = await bench.start('put', world.url('/echo'), '-d', 'x').ended;
      const removed = await bench.start('delete', world.url('/echo')).ended;
      expect([put.code, removed.code]).toEqual([2, 2]);
      expect(put.stderr + removed.stderr).not.toContain('unknown command');
    });
  });
});
