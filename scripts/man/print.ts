import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manPage } from './manPage';

writeFileSync(join(__dirname, '../../man/rxmodem.1'), manPage());
