import { choice } from '../../../grammar/codecs/choice';
import { command } from '../../../grammar/command';
import { connectForm } from '../../../grammar/forms/connectForm';
import { countForm } from '../../../grammar/forms/countForm';
import { filePath } from '../../../grammar/codecs/filePath';
import { count, integer, integerBetween } from '../../../grammar/codecs/integer';
import { optional } from '../../../grammar/codecs/optional';
import { remainder, text, word } from '../../../grammar/codecs/text';

/** The A76XX’s file system, and the transfer of whole files over the port (`CFTRANRX`, `CFTRANTX`). */

const SOURCE = 'A76XX AT manual V1.09 pages 287–304';
const TRANSFER = 'A76XX AT manual V1.09 pages 305–309';
const MOST = 0x7fff_ffff;
const position = integerBetween(0, MOST);

export const folderChange = command('+FSCD=', {
  does: 'Chooses the current directory, and tells it.',
  source: SOURCE,
  takes: { path: filePath },
  answers: { path: word },
  timeoutMs: 9_000,
  example: `
    > AT+FSCD=C:/logs
    < +FSCD: C:/logs/
    < OK`,
});

export const folderCurrent = command('+FSCD?', {
  does: 'Reads the current directory.',
  source: SOURCE,
  answers: { path: word },
  timeoutMs: 9_000,
  example: `
    > AT+FSCD?
    < +FSCD: C:/
    < OK`,
});

export const folderCount = command('+FSLS?', {
  does: 'Reads how many directories and files the current directory holds.',
  source: SOURCE,
  answers: { counts: remainder },
  timeoutMs: 9_000,
  example: `
    > AT+FSLS?
    < +FSLS: SUBDIRECTORIES:2,FILES:2
    < OK`,
});

export const folderList = command('+FSLS', {
  does: 'Lists the current directory: headings, each with a name a line behind; a heading with nothing behind is missing.',
  source: SOURCE,
  answers: { line: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+FSLS
    < +FSLS: SUBDIRECTORIES:
    < logs
    < +FSLS: FILES:
    < t1.txt
    < OK`,
});

export const folderListOf = command('+FSLS=', {
  does: 'Lists directories or files alone.',
  source: SOURCE,
  takes: { kind: choice({ all: 0, directories: 1, files: 2 }) },
  answers: { line: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  timeoutMs: 9_000,
  example: `
    > AT+FSLS=2
    < +FSLS: FILES:
    < t1.txt
    < OK`,
});

export const fileAttributes = command('+FSATTRI=', {
  does: 'Reads how many bytes a file of the current directory has.',
  source: SOURCE,
  takes: { path: filePath },
  answers: { bytes: count },
  timeoutMs: 9_000,
  asks: true,
  example: `
    > AT+FSATTRI=t1.txt
    < +FSATTRI: 8604
    < OK`,
});

export const driveSpace = command('+FSMEM', {
  does: 'Reads how many bytes the current drive has and how many of them are used: C:(total,used).',
  source: SOURCE,
  answers: { drive: remainder },
  timeoutMs: 9_000,
  example: `
    > AT+FSMEM
    < +FSMEM: C:(11348480,2201600)
    < OK`,
});

export const fileOpen = command('+FSOPEN=', {
  does: 'Opens a file and gives its handle: to go on with it (the default), to begin it anew, to read it only.',
  source: SOURCE,
  takes: { path: filePath, mode: optional(choice({ keep: 0, truncate: 1, read: 2 })) },
  answers: { handle: integer },
  timeoutMs: 9_000,
  example: `
    > AT+FSOPEN=C:/t1.txt,1
    < +FSOPEN: 1
    < OK`,
});

export const fileReadOn = command('+FSREAD=', {
  does: 'Reads on in an open file.',
  source: SOURCE,
  takes: { handle: integer, size: optional(integerBetween(1, MOST)) },
  answers: { length: count },
  answerForm: connectForm,
  payload: ({ length }, { size = MOST }) => (length <= size ? length : NaN),
  timeoutMs: 9_000,
  example: `
    > AT+FSREAD=1,10
    < CONNECT 5
    << hello
    < OK`,
});

export const fileWriteOn = command('+FSWRITE=', {
  does: 'Writes on in an open file: CONNECT, then `size` bytes; the answer says how many were written.',
  source: SOURCE,
  takes: { handle: integer, size: integerBetween(1, 10_240), waitSeconds: optional(integer) },
  answers: { written: count, total: count },
  prompt: { by: 'line', line: 'CONNECT', withinMs: 10_000 },
  timeoutMs: 30_000,
  example: `
    > AT+FSWRITE=1,5,10
    < CONNECT
    >> hello
    < +FSWRITE: 5,5
    < OK`,
});

export const fileSeek = command('+FSSEEK=', {
  does: 'Chooses where in an open file is read and written next.',
  source: SOURCE,
  takes: { handle: integer, offset: integer, from: optional(choice({ start: 0, here: 1, end: 2 })) },
  timeoutMs: 9_000,
  example: `
    > AT+FSSEEK=1,0,0
    < OK`,
});

export const filePosition = command('+FSPOSITION=', {
  does: 'Reads where in an open file is read and written next.',
  source: SOURCE,
  takes: { handle: integer },
  answers: { position: count },
  timeoutMs: 9_000,
  asks: true,
  example: `
    > AT+FSPOSITION=1
    < +FSPOSITION: 0
    < OK`,
});

export const fileClose = command('+FSCLOSE=', {
  does: 'Closes an open file.',
  source: SOURCE,
  takes: { handle: integer },
  timeoutMs: 9_000,
  example: `
    > AT+FSCLOSE=1
    < OK`,
});

export const filePut = command('+CFTRANRX=', {
  does: 'Stores a file, which must not exist unless a location is given: a prompt, then `size` bytes, then OK. `reserved` is 100.',
  source: TRANSFER,
  takes: {
    path: text,
    size: integerBetween(1, MOST),
    reserved: optional(integer),
    location: optional(position),
  },
  prompt: { by: 'mark', mark: '>' },
  timeoutMs: 120_000,
  example: `
    > AT+CFTRANRX="C:/t1.txt",5
    < >
    >> hello
    < OK`,
});

export const fileGet = command('+CFTRANTX=', {
  does: 'Reads a file or a window of it: one or many blocks, then +CFTRANTX: 0, then OK.',
  source: TRANSFER,
  takes: {
    path: text,
    position: optional(position),
    size: optional(integerBetween(1, MOST)),
  },
  answers: { length: count },
  answerForm: countForm('+CFTRANTX', 'DATA'),
  payload: ({ length }, { size = MOST }) => (length <= size ? length : NaN),
  timeoutMs: 15_000,
  example: `
    > AT+CFTRANTX="C:/t1.txt",0,10
    < +CFTRANTX: DATA,5
    << hello
    < +CFTRANTX: 0
    < OK`,
});
