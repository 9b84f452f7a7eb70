import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const PAGE = join(__dirname, '../../man/rxmodem.1');

describe('the manual page', () => {
  it('gives mandoc nothing to warn of', () => {
    const lint = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', PAGE], { encoding: 'utf8' });

    expect(lint).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });
});
