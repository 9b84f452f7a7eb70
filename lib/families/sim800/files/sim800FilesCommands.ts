import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { filePath } from '../../../grammar/codecs/filePath';
import { count, integer, integerBetween } from '../../../grammar/codecs/integer';
import { remainder, word } from '../../../grammar/codecs/text';

/**
 * The SIM800’s file system. AT manual V1.09 names it only in passing (page 283), the SSL note V1.05 (page 23) shows how a
 * file is made; the rest is observed in public code.
 */

const OBSERVED = 'observed in public code';
const S805 = 'SIM800 SSL note V1.05 page 23';
/** No firmware takes or gives more at once; one unit is known that stops at 4,096. */
const MAX_AT_ONCE = 10_240;

export const fileDrive = command('+FSDRIVE=', {
  does: 'Reads the letter of a drive.',
  source: `SIM800 AT manual V1.09 page 283; ${OBSERVED}`,
  takes: { drive: choice({ local: 0, card: 1 }) },
  answers: { letter: word },
  timeoutMs: 5_000,
  asks: true,
  example: `
    > AT+FSDRIVE=0
    < +FSDRIVE: C
    < OK`,
});

export const fileSpace = command('+FSMEM', {
  does: 'Reads how many bytes are free on each drive: C:186368bytes,D:123345bytes.',
  source: OBSERVED,
  answers: { drives: remainder },
  timeoutMs: 5_000,
  example: `
    > AT+FSMEM
    < +FSMEM: C:186368bytes
    < OK`,
});

export const fileList = command('+FSLS=', {
  does: 'Lists a directory, whose path ends in a backslash: one name a line, directories with a backslash behind.',
  source: OBSERVED,
  takes: { path: filePath },
  answers: { name: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  timeoutMs: 10_000,
  example: `
    > AT+FSLS=C:\\User\\
    < ftp\\
    < a.txt
    < OK`,
});

export const fileCreate = command('+FSCREATE=', {
  does: 'Makes an empty file: there must be one before FSWRITE.',
  source: `${S805}; ${OBSERVED}`,
  takes: { path: filePath },
  timeoutMs: 9_000,
  example: `
    > AT+FSCREATE=C:\\User\\a.txt
    < OK`,
});

export const fileWrite = command('+FSWRITE=', {
  does: 'Writes to a file, from its start or behind its end: a prompt, then `size` bytes, then OK.',
  source: `${S805}; ${OBSERVED}`,
  takes: {
    path: filePath,
    mode: choice({ start: 0, append: 1 }),
    size: integerBetween(1, MAX_AT_ONCE),
    waitSeconds: integer,
  },
  prompt: { by: 'mark', mark: '>' },
  timeoutMs: 30_000,
  example: `
    > AT+FSWRITE=C:\\User\\a.txt,1,5,10
    < >
    >> hello
    < OK`,
});

export const fileRead = command('+FSREAD=', {
  does: 'Reads a window of a file: the bytes come with no header and no length, so ask FSFLSIZE first.',
  source: OBSERVED,
  takes: {
    path: filePath,
    mode: choice({ start: 0, position: 1 }),
    size: integerBetween(0, MAX_AT_ONCE),
    position: integer,
  },
  payloadAtOnce: ({ size }) => size,
  timeoutMs: 12_000,
  example: `
    > AT+FSREAD=C:\\User\\a.txt,0,5,0
    <
    << hello
    < OK`,
});

export const fileSize = command('+FSFLSIZE=', {
  does: 'Reads how many bytes a file has.',
  source: OBSERVED,
  takes: { path: filePath },
  answers: { bytes: count },
  timeoutMs: 5_000,
  asks: true,
  example: `
    > AT+FSFLSIZE=C:\\User\\a.txt
    < +FSFLSIZE: 5
    < OK`,
});
