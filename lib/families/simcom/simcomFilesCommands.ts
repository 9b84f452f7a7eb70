import { command } from '../../grammar/command';
import { filePath } from '../../grammar/codecs/filePath';

/** What both families' file systems spell alike. SIM800: full paths with `\`; A76XX: `/`, relative to `FSCD`. */

const MA76 = 'A76XX AT manual V1.09 pages 287–304';
const OBSERVED = 'SIM800: observed in public code';

export const folderMake = command('+FSMKDIR=', {
  does: 'Makes a directory.',
  source: `${MA76}; ${OBSERVED}`,
  takes: { path: filePath },
  timeoutMs: 9_000,
  example: `
    > AT+FSMKDIR=C:\\logs
    < OK`,
});

export const folderRemove = command('+FSRMDIR=', {
  does: 'Removes a directory.',
  source: `${MA76}; ${OBSERVED}`,
  takes: { path: filePath },
  timeoutMs: 9_000,
  example: `
    > AT+FSRMDIR=C:\\logs
    < OK`,
});

export const fileDelete = command('+FSDEL=', {
  does: 'Deletes a file.',
  source: `${MA76}; ${OBSERVED}`,
  takes: { path: filePath },
  timeoutMs: 9_000,
  example: `
    > AT+FSDEL=C:\\User\\a.txt
    < OK`,
});

export const fileRename = command('+FSRENAME=', {
  does: 'Renames a file.',
  source: `${MA76}; ${OBSERVED}`,
  takes: { from: filePath, to: filePath },
  timeoutMs: 9_000,
  example: `
    > AT+FSRENAME=C:\\User\\a.txt,C:\\User\\b.txt
    < OK`,
});
