import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { manPage } from '../../scripts/man/manPage';

describe('the manual page', () => {
  it('is what the command declares now (else: npm run man)', () => {
    expect(readFileSync(join(__dirname, '../../man/rxmodem.1'), 'utf8')).toBe(manPage());
  });
});
