import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from '../../scripts/reference/pages';

describe('the reference', () => {
  it.each(Object.entries(pages()))(
    '%s is what the tables say now (else: npm run reference)',
    (path, text) => {
      expect(readFileSync(join(__dirname, '../..', path), 'utf8')).toBe(text);
    },
  );
});
