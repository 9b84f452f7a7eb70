import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstValueFrom, lastValueFrom, toArray } from 'rxjs';
import { inputOf } from '../../../lib/cli/requests/inputOf';

const read = async (path: string): Promise<Buffer> => {
  const { chunks } = await firstValueFrom(inputOf(path));
  return Buffer.concat(await lastValueFrom(chunks.pipe(toArray())));
};

describe('inputOf', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rxmodem-input-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('gives a file with its length, for each subscriber anew, and no more than it had', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, 'thirty bytes are not that many');
    const { length, chunks } = await firstValueFrom(inputOf(path));
    writeFileSync(path, 'thirty bytes are not that many, but these are more');
    const both = [await lastValueFrom(chunks), await lastValueFrom(chunks)];
    expect(length).toBe(30);
    expect(both.map((bytes) => Buffer.from(bytes).toString())).toEqual([
      'thirty bytes are not that many',
      'thirty bytes are not that many',
    ]);
  });

  it('fails where a file got shorter or went away after it was measured', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, Buffer.alloc(200_000));
    const { chunks } = await firstValueFrom(inputOf(path));
    truncateSync(path, 70_000);
    const problem = { kind: 'input', where: path, problem: 'it had 200000 bytes, and now only 70000' };
    await expect(lastValueFrom(chunks)).rejects.toMatchObject({ problem });
    rmSync(path);
    await expect(lastValueFrom(chunks)).rejects.toMatchObject({ problem: { kind: 'input', where: path } });
  });

  it('reads what has no length to its end first, within reason', async () => {
    expect(await read('/dev/null')).toHaveLength(0);
    await expect(read('/dev/zero')).rejects.toMatchObject({ problem: { kind: 'usage' } });
  });
});
