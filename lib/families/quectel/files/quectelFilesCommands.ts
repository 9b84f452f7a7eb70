import { choice } from '../../../grammar/codecs/choice';
import type { Codec } from '../../../grammar/codecs/codec';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { text, textUpTo } from '../../../grammar/codecs/text';
import { command } from '../../../grammar/command';
import { invalidArgument } from '../../../grammar/errors/modemError';
import { connectForm } from '../../../grammar/forms/connectForm';

/** Quectel's file system: UFS, the flash (a plain name lies there), and on EC2x RAM. */

const SOURCE = 'BG96 FILE AT Commands Manual V1.0 pages 8–20';
const MOST = 0x7fff_ffff;
const name = textUpTo(80);

/** A checksum: hexadecimal, without leading zeros, in either case. `B34A` ⇄ 45898 */
const checksum: Codec<number> = {
  shows: 'checksum',
  read: (field) => (/^[0-9a-f]{1,4}$/i.test(field) ? Number.parseInt(field, 16) : undefined),
  write: (value, label) =>
    Number.isInteger(value) && value >= 0 && value <= 0xffff
      ? value.toString(16)
      : invalidArgument(label, `${value} is no checksum of 16 bits`),
};

export const quectelDrive = command('+QFLDS=', {
  does: 'Reads how many bytes a drive has free, and in all: UFS, RAM, SD.',
  source: SOURCE,
  takes: { drive: text },
  answers: { free: count, total: count },
  timeoutMs: 9_000,
  asks: true,
  example: `
    > AT+QFLDS="UFS"
    < +QFLDS: 3776512,3776512
    < OK`,
});

export const quectelFileList = command('+QFLST=', {
  does: 'Lists the files that fit a name, "*" for all, with their lengths. Some firmware writes UFS: in front of the names.',
  source: SOURCE,
  takes: { pattern: name },
  answers: { name: text, bytes: count },
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+QFLST="r.bin"
    < +QFLST: "r.bin",1500
    < OK`,
});

export const quectelFileDelete = command('+QFDEL=', {
  does: 'Deletes a file, or "*" all of them.',
  source: SOURCE,
  takes: { name },
  timeoutMs: 9_000,
  example: `
    > AT+QFDEL="r.bin"
    < OK`,
});

export const quectelFileUpload = command('+QFUPL=', {
  does: 'Stores a whole file, which must not exist: CONNECT, the bytes, then their number and their checksum.',
  source: SOURCE,
  takes: {
    name,
    size: integerBetween(1, MOST),
    seconds: optional(integerBetween(1, 65_535)),
    acknowledges: optional(flag),
  },
  answers: { size: count, checksum },
  prompt: { by: 'line', line: 'CONNECT', withinMs: 10_000 },
  // It may be a key, or a request with its credentials.
  hidesData: true,
  timeoutMs: 70_000,
  example: `
    > AT+QFUPL="test1.txt",10
    < CONNECT
    >> 1234567890
    < +QFUPL: 10,3938
    < OK`,
});

export const quectelFileOpen = command('+QFOPEN=', {
  does: 'Opens a file and gives its handle: to go on with it, to begin it anew, to read it only.',
  source: SOURCE,
  takes: { name, mode: optional(choice({ keep: 0, truncate: 1, read: 2 })) },
  answers: { handle: count },
  timeoutMs: 9_000,
  example: `
    > AT+QFOPEN="r.bin",2
    < +QFOPEN: 3000
    < OK`,
});

export const quectelFileRead = command('+QFREAD=', {
  does: 'Reads on in an open file: as many bytes as CONNECT says, fewer than were asked for at the end of the file.',
  source: SOURCE,
  takes: { handle: integer, size: optional(integerBetween(1, MOST)) },
  answers: { length: count },
  answerForm: connectForm,
  payload: ({ length }, { size = MOST }) => (length <= size ? length : NaN),
  timeoutMs: 9_000,
  example: `
    > AT+QFREAD=3000,10
    < CONNECT 5
    << hello
    < OK`,
});

export const quectelFileWrite = command('+QFWRITE=', {
  does: 'Writes on in an open file: CONNECT, the bytes, then how many were written and how long the file is.',
  source: SOURCE,
  takes: { handle: integer, size: integerBetween(1, MOST), seconds: optional(integer) },
  answers: { written: count, total: count },
  prompt: { by: 'line', line: 'CONNECT', withinMs: 10_000 },
  timeoutMs: 30_000,
  example: `
    > AT+QFWRITE=3000,5,10
    < CONNECT
    >> hello
    < +QFWRITE: 5,5
    < OK`,
});

export const quectelFileSeek = command('+QFSEEK=', {
  does: 'Chooses where in an open file is read and written next; behind its end it is refused.',
  source: SOURCE,
  takes: { handle: integer, offset: integer, from: optional(choice({ start: 0, here: 1, end: 2 })) },
  timeoutMs: 9_000,
  example: `
    > AT+QFSEEK=3000,1024,0
    < OK`,
});

export const quectelFilePosition = command('+QFPOSITION=', {
  does: 'Reads where in an open file is read and written next.',
  source: SOURCE,
  takes: { handle: integer },
  answers: { offset: count },
  timeoutMs: 9_000,
  asks: true,
  example: `
    > AT+QFPOSITION=3000
    < +QFPOSITION: 1024
    < OK`,
});

export const quectelFileClose = command('+QFCLOSE=', {
  does: 'Closes an open file.',
  source: SOURCE,
  takes: { handle: integer },
  timeoutMs: 9_000,
  example: `
    > AT+QFCLOSE=3000
    < OK`,
});
