import { unlisted } from '../../../grammar/codecs/unlisted';
import { choice } from '../../../grammar/codecs/choice';
import type { Codec } from '../../../grammar/codecs/codec';
import { command } from '../../../grammar/command';
import { count, flag, integer, integerBetween } from '../../../grammar/codecs/integer';
import type { LineForm } from '../../../grammar/forms/lineForm';
import { optional } from '../../../grammar/codecs/optional';
import { progressForm } from '../../../grammar/forms/progressForm';
import { remainder, textUpTo } from '../../../grammar/codecs/text';
import { urc } from '../../../grammar/urc';

/**
 * The SIM800’s FTP: SIM800 AT manual V1.09 pages 265–287 (chapter 12), IP note V1.05 §§ 3.10–3.26. What begins something
 * answers OK at once; its result comes later as a URC whose first number is 1 (0 is its end, 61 and more a failure).
 * `+FTPGET: 2,50` is an answer: 50 bytes follow.
 */

const M800 = 'SIM800 AT manual V1.09 pages 265–287';
const NOTE = 'IP note V1.05';
/** The most that one window takes or gives. */
const MAX_WINDOW = 1_460;
/** The most that FTPEXTPUT keeps (manual: 300 k). */
const MAX_KEPT = 307_200;

/** Letters in quotes. */
const letters = <K extends string>(codes: Readonly<Record<K, string>>): Codec<K> => {
  const plain = choice(codes);
  return { ...plain, write: (value, name) => `"${plain.write(value, name)}"` };
};

const onOff = { on: flag };

export const ftpCid = command('+FTPCID=', {
  does: 'Sets the bearer profile that FTP rides on.',
  source: `${M800}; ${NOTE} § 3.10`,
  takes: { cid: integerBetween(1, 3) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPCID=1
    < OK`,
});

export const ftpCidState = command('+FTPCID?', {
  does: 'Reads the bearer profile that FTP rides on.',
  source: `${M800}; ${NOTE} § 3.10`,
  answers: { cid: unlisted(integerBetween(1, 3)) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPCID?
    < +FTPCID: 1
    < OK`,
});

export const ftpPort = command('+FTPPORT=', {
  does: 'Sets the server’s port; 21 unless told.',
  source: `${M800}`,
  takes: { port: integerBetween(1, 65_535) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPPORT=21
    < OK`,
});

export const ftpPortState = command('+FTPPORT?', {
  does: 'Reads the server’s port; 21 unless told.',
  source: `${M800}`,
  answers: { port: integerBetween(1, 65_535) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPPORT?
    < +FTPPORT: 21
    < OK`,
});

export const ftpMode = command('+FTPMODE=', {
  does: 'Sets who opens the data connection.',
  source: `${M800}`,
  takes: { mode: choice({ active: 0, passive: 1 }) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPMODE=1
    < OK`,
});

export const ftpModeState = command('+FTPMODE?', {
  does: 'Reads who opens the data connection.',
  source: `${M800}`,
  answers: { mode: unlisted(choice({ active: 0, passive: 1 })) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPMODE?
    < +FTPMODE: 1
    < OK`,
});

export const ftpType = command('+FTPTYPE=', {
  does: 'Sets how data is transferred; A strips the eighth bit.',
  source: `${M800}`,
  takes: { type: letters({ ascii: 'A', binary: 'I' }) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPTYPE="I"
    < OK`,
});

export const ftpTypeState = command('+FTPTYPE?', {
  does: 'Reads how data is transferred; A strips the eighth bit.',
  source: `${M800}`,
  answers: { type: unlisted(letters({ ascii: 'A', binary: 'I' })) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPTYPE?
    < +FTPTYPE: "I"
    < OK`,
});

export const ftpPutOption = command('+FTPPUTOPT=', {
  does: 'Sets how an upload is stored.',
  source: `${M800}`,
  takes: { how: letters({ append: 'APPE', unique: 'STOU', replace: 'STOR' }) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPPUTOPT="STOR"
    < OK`,
});

export const ftpPutOptionState = command('+FTPPUTOPT?', {
  does: 'Reads how an upload is stored.',
  source: `${M800}`,
  answers: { how: unlisted(letters({ append: 'APPE', unique: 'STOU', replace: 'STOR' })) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPPUTOPT?
    < +FTPPUTOPT: "STOR"
    < OK`,
});

export const ftpRest = command('+FTPREST=', {
  does: 'Sets where the next download begins; it stays set.',
  source: `${M800}; ${NOTE} § 3.16`,
  takes: { offset: integer },
  timeoutMs: 5_000,
  example: `
    > AT+FTPREST=20
    < OK`,
});

export const ftpRestState = command('+FTPREST?', {
  does: 'Reads where the next download begins; it stays set.',
  source: `${M800}; ${NOTE} § 3.16`,
  answers: { offset: integer },
  timeoutMs: 5_000,
  example: `
    > AT+FTPREST?
    < +FTPREST: 20
    < OK`,
});

export const ftpServer = command('+FTPSERV=', {
  does: 'Sets the server’s name or address.',
  source: `${M800}; ${NOTE} § 3.10`,
  takes: { host: textUpTo(49) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPSERV="116.228.221.52"
    < OK`,
});

export const ftpServerState = command('+FTPSERV?', {
  does: 'Reads the server’s name or address.',
  source: `${M800}; ${NOTE} § 3.10`,
  answers: { host: textUpTo(49) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPSERV?
    < +FTPSERV: "116.228.221.52"
    < OK`,
});

export const ftpUser = command('+FTPUN=', {
  does: 'Sets the user’s name.',
  source: `${M800}; ${NOTE} § 3.10`,
  takes: { user: textUpTo(49) },
  secret: () => ['user'],
  timeoutMs: 5_000,
  example: `
    > AT+FTPUN="sim.cs1"
    < OK`,
});

export const ftpUserState = command('+FTPUN?', {
  does: 'Reads the user’s name.',
  source: `${M800}; ${NOTE} § 3.10`,
  answers: { user: textUpTo(49) },
  hidesAnswer: true,
  timeoutMs: 5_000,
  example: `
    > AT+FTPUN?
    < +FTPUN: "sim.cs1"
    < OK`,
});

export const ftpPassword = command('+FTPPW=', {
  does: 'Sets the password.',
  source: `${M800}; ${NOTE} § 3.10`,
  takes: { password: textUpTo(49) },
  secret: () => ['password'],
  timeoutMs: 5_000,
  example: `
    > AT+FTPPW="secret"
    < OK`,
});

export const ftpPasswordState = command('+FTPPW?', {
  does: 'Reads the password.',
  source: `${M800}; ${NOTE} § 3.10`,
  answers: { password: textUpTo(49) },
  hidesAnswer: true,
  timeoutMs: 5_000,
  example: `
    > AT+FTPPW?
    < +FTPPW: "secret"
    < OK`,
});

export const ftpGetName = command('+FTPGETNAME=', {
  does: 'Sets the name of the file to download, delete or measure.',
  source: `${M800}; ${NOTE} § 3.10`,
  takes: { name: textUpTo(99) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPGETNAME="1K.txt"
    < OK`,
});

export const ftpGetNameState = command('+FTPGETNAME?', {
  does: 'Reads the name of the file to download, delete or measure.',
  source: `${M800}; ${NOTE} § 3.10`,
  answers: { name: textUpTo(99) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPGETNAME?
    < +FTPGETNAME: "1K.txt"
    < OK`,
});

export const ftpGetPath = command('+FTPGETPATH=', {
  does: 'Sets the directory of FTPGETNAME; also the one to make, remove or list.',
  source: `${M800}; ${NOTE} § 3.10`,
  takes: { path: textUpTo(255) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPGETPATH="/"
    < OK`,
});

export const ftpGetPathState = command('+FTPGETPATH?', {
  does: 'Reads the directory of FTPGETNAME; also the one to make, remove or list.',
  source: `${M800}; ${NOTE} § 3.10`,
  answers: { path: textUpTo(255) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPGETPATH?
    < +FTPGETPATH: "/"
    < OK`,
});

export const ftpPutName = command('+FTPPUTNAME=', {
  does: 'Sets the name of the file to upload.',
  source: `${M800}; ${NOTE} § 3.11`,
  takes: { name: textUpTo(99) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPPUTNAME="1K.txt"
    < OK`,
});

export const ftpPutNameState = command('+FTPPUTNAME?', {
  does: 'Reads the name of the file to upload.',
  source: `${M800}; ${NOTE} § 3.11`,
  answers: { name: textUpTo(99) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPPUTNAME?
    < +FTPPUTNAME: "1K.txt"
    < OK`,
});

export const ftpPutPath = command('+FTPPUTPATH=', {
  does: 'Sets the directory of the file to upload.',
  source: `${M800}; ${NOTE} § 3.11`,
  takes: { path: textUpTo(255) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPPUTPATH="/"
    < OK`,
});

export const ftpPutPathState = command('+FTPPUTPATH?', {
  does: 'Reads the directory of the file to upload.',
  source: `${M800}; ${NOTE} § 3.11`,
  answers: { path: textUpTo(255) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPPUTPATH?
    < +FTPPUTPATH: "/"
    < OK`,
});

export const ftpSsl = command('+FTPSSL=', {
  does: 'Sets how FTP is secured. The modem can’t verify the server.',
  source: `SIM800 SSL note V1.00 § 2`,
  takes: { tls: choice({ none: 0, implicit: 1, explicit: 2 }) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPSSL=2
    < OK`,
});

export const ftpSslState = command('+FTPSSL?', {
  does: 'Reads how FTP is secured. The modem can’t verify the server.',
  source: `SIM800 SSL note V1.00 § 2`,
  answers: { tls: unlisted(choice({ none: 0, implicit: 1, explicit: 2 })) },
  timeoutMs: 5_000,
  example: `
    > AT+FTPSSL?
    < +FTPSSL: 2
    < OK`,
});

/* Downloading */

export const ftpGet = command('+FTPGET=1', {
  does: 'Begins a download: OK at once, then +FTPGET: 1,1 where data waits, 1,0 at the end.',
  source: `${M800}; ${NOTE} § 3.10`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPGET=1
    < OK`,
});

export const ftpGetRead = command('+FTPGET=2,', {
  does: 'Reads a window of a download; 2,0 is no end. ERROR before 1,1 and after 1,0.',
  source: `${M800}; ${NOTE} § 3.10`,
  takes: { size: integerBetween(1, MAX_WINDOW) },
  answers: { length: count },
  answerHeader: '+FTPGET: 2,',
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  timeoutMs: 10_000,
  example: `
    > AT+FTPGET=2,5
    < +FTPGET: 2,5
    << hello
    < OK`,
});

export const ftpGetNews = urc('+FTPGET: 1,', {
  tells:
    'Tells of a download: 1 data waits (again and again until it is read), 0 its end, 61 and more a failure.',
  source: `${M800}; ${NOTE} § 3.10, 3.12`,
  gives: { code: integer },
  example: '+FTPGET: 1,1',
});

export const ftpList = command('+FTPLIST=1', {
  does: 'Begins a listing of FTPGETPATH, which is read as a download is.',
  source: `${M800}; ${NOTE} § 3.20`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPLIST=1
    < OK`,
});

export const ftpListRead = command('+FTPLIST=2,', {
  does: 'Reads a window of a listing; 2,0 is no end.',
  source: `${M800}; ${NOTE} § 3.20`,
  takes: { size: integerBetween(1, MAX_WINDOW) },
  answers: { length: count },
  answerHeader: '+FTPLIST: 2,',
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  timeoutMs: 10_000,
  example: `
    > AT+FTPLIST=2,1024
    < +FTPLIST: 2,7
    << total 0
    < OK`,
});

export const ftpListNews = urc('+FTPLIST: 1,', {
  tells: 'Tells of a listing: 1 data waits, 0 its end, 61 and more a failure.',
  source: `${M800}; ${NOTE} § 3.20`,
  gives: { code: integer },
  example: '+FTPLIST: 1,1',
});

export const ftpExtGet = command('+FTPEXTGET=', {
  does: 'Downloads a file into the modem’s memory (1), or frees it (0). Not while FTPEXTPUT is on.',
  source: `${M800}; ${NOTE} § 3.24`,
  takes: onOff,
  timeoutMs: 10_000,
  example: `
    > AT+FTPEXTGET=1
    < OK`,
});

export const ftpExtGetSave = command('+FTPEXTGET=2,', {
  does: 'Stores what FTPEXTGET downloaded as a file in C:\\User\\ftp.',
  source: `${M800}; ${NOTE} § 3.24`,
  takes: { name: textUpTo(64) },
  answers: { bytes: count },
  answerHeader: '+FTPEXTGET: 2,',
  timeoutMs: 30_000,
  example: `
    > AT+FTPEXTGET=2,"test.txt"
    < +FTPEXTGET: 2,174125
    < OK`,
});

export const ftpExtGetRead = command('+FTPEXTGET=3,', {
  does: 'Reads a window of what FTPEXTGET downloaded; it can be read again.',
  source: `${M800}; ${NOTE} § 3.24`,
  takes: { position: integer, size: integerBetween(1, MAX_KEPT) },
  answers: { length: count },
  answerHeader: '+FTPEXTGET: 3,',
  payload: ({ length }, { size }) => (length <= size ? length : NaN),
  timeoutMs: 10_000,
  example: `
    > AT+FTPEXTGET=3,0,5
    < +FTPEXTGET: 3,5
    << hello
    < OK`,
});

export const ftpExtGetProgress = command('+FTPEXTGET?', {
  does: 'Reads how far FTPEXTGET is. While it waits for this answer, a late result looks the same.',
  source: `${M800}; ${NOTE} § 3.24`,
  answers: { received: optional(count) },
  answerForm: progressForm('+FTPEXTGET', { received: optional(count) }),
  timeoutMs: 10_000,
  example: `
    > AT+FTPEXTGET?
    < +FTPEXTGET: 1,64136
    < OK`,
});

export const ftpExtGetDone = urc('+FTPEXTGET: 1,', {
  tells: 'Tells how a download into memory ended: 0, or 61 and more.',
  source: `${M800}; ${NOTE} § 3.24`,
  gives: { code: integer },
  example: '+FTPEXTGET: 1,0',
});

export const ftpGetToFile = command('+FTPGETTOFS=', {
  does: 'Downloads a file into the modem’s file system, C:\\User\\ftp; replaces one of that name.',
  source: `${M800}; ${NOTE} § 3.22`,
  takes: {
    drive: choice({ local: 0, card: 1 }),
    name: textUpTo(64),
    attempts: optional(integerBetween(0, 255)),
    waitSeconds: optional(integerBetween(0, 60)),
  },
  timeoutMs: 10_000,
  example: `
    > AT+FTPGETTOFS=0,"test.txt"
    < OK`,
});

export const ftpGetToFileProgress = command('+FTPGETTOFS?', {
  does: 'Reads how far FTPGETTOFS is.',
  source: `${M800}; ${NOTE} § 3.22`,
  answers: { received: optional(count), stored: optional(count) },
  answerForm: progressForm('+FTPGETTOFS', { received: optional(count), stored: optional(count) }),
  timeoutMs: 10_000,
  example: `
    > AT+FTPGETTOFS?
    < +FTPGETTOFS: 1,174125,163900
    < OK`,
});

export const ftpGetToFileDone = urc('+FTPGETTOFS', {
  tells: 'Tells how FTPGETTOFS ended: 0 and the length, or 61 and more.',
  source: `${M800}; ${NOTE} § 3.22`,
  gives: { code: integer, bytes: optional(count) },
  example: '+FTPGETTOFS: 0,174125',
});

/* Uploading */

export const ftpPut = command('+FTPPUT=1', {
  does: 'Begins an upload: OK at once, then +FTPPUT: 1,1,<maxlength> where data may be given, 1,0 at the end.',
  source: `${M800}; ${NOTE} § 3.11`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPPUT=1
    < OK`,
});

export const ftpPutWrite = command('+FTPPUT=2,', {
  does: 'Gives data of an upload: the answer says how many bytes the modem takes now, which may be fewer.',
  source: `${M800}; ${NOTE} § 3.11`,
  takes: { size: integerBetween(1, MAX_WINDOW) },
  answers: { granted: count },
  answerHeader: '+FTPPUT: 2,',
  prompt: { by: 'answer', wanted: ({ granted }: { readonly granted: number }) => granted },
  timeoutMs: 30_000,
  example: `
    > AT+FTPPUT=2,5
    < +FTPPUT: 2,5
    >> hello
    < OK`,
});

export const ftpPutEnd = command('+FTPPUT=2,0', {
  does: 'Ends an upload; +FTPPUT: 1,0 tells that the server has it.',
  source: `${M800}; ${NOTE} § 3.11`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPPUT=2,0
    < OK`,
});

export const ftpPutReady = urc('+FTPPUT: 1,1,', {
  tells: 'Tells how many bytes of an upload the modem takes next.',
  source: `${M800}; ${NOTE} § 3.11`,
  gives: { most: count },
  example: '+FTPPUT: 1,1,1360',
});

export const ftpPutDone = urc('+FTPPUT: 1,', {
  tells: 'Tells how an upload ended: 0, or 61 and more.',
  source: `${M800}; ${NOTE} § 3.11, 3.14`,
  gives: { code: integer },
  example: '+FTPPUT: 1,0',
});

export const ftpExtPut = command('+FTPEXTPUT=', {
  does: 'Makes FTPPUT=1 upload what FTPEXTPUT=2 gave (1), or what FTPPUT=2 gives (0).',
  source: `${M800}; ${NOTE} § 3.21`,
  takes: onOff,
  timeoutMs: 10_000,
  example: `
    > AT+FTPEXTPUT=1
    < OK`,
});

export const ftpExtPutWrite = command('+FTPEXTPUT=2,', {
  does: 'Gives the modem’s memory a piece of what FTPPUT=1 will upload.',
  source: `${M800}; ${NOTE} § 3.21`,
  takes: {
    position: integerBetween(0, MAX_KEPT),
    size: integerBetween(1, MAX_KEPT),
    waitMs: integerBetween(1_000, 1_000_000),
  },
  answers: { position: count, granted: count },
  prompt: { by: 'answer', wanted: ({ granted }: { readonly granted: number }) => granted },
  timeoutMs: 30_000,
  example: `
    > AT+FTPEXTPUT=2,0,5,10000
    < +FTPEXTPUT: 0,5
    >> hello
    < OK`,
});

export const ftpFilePut = command('+FTPFILEPUT=1,', {
  does: 'Loads a file of the modem’s for the next FTPPUT=1. Not while FTPEXTPUT is on.',
  source: `${M800}; ${NOTE} § 3.25`,
  takes: { path: textUpTo(128) },
  timeoutMs: 30_000,
  example: `
    > AT+FTPFILEPUT=1,"c:\\user\\ftp\\test.txt"
    < OK`,
});

export const ftpFilePutEnd = command('+FTPFILEPUT=0', {
  does: 'Frees what FTPFILEPUT loaded.',
  source: `${M800}; ${NOTE} § 3.25`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPFILEPUT=0
    < OK`,
});

export const ftpPutFromFile = command('+FTPPUTFRMFS=', {
  does: 'Uploads a file of the modem’s.',
  source: `${M800}; ${NOTE} § 3.23`,
  takes: {
    path: textUpTo(128),
    attempts: optional(integerBetween(0, 255)),
    waitSeconds: optional(integerBetween(0, 60)),
  },
  timeoutMs: 10_000,
  example: `
    > AT+FTPPUTFRMFS="c:\\user\\ftp\\test.txt"
    < OK`,
});

export const ftpPutFromFileProgress = command('+FTPPUTFRMFS?', {
  does: 'Reads how far FTPPUTFRMFS is.',
  source: `${M800}; ${NOTE} § 3.23`,
  answers: { sent: optional(count) },
  answerForm: progressForm('+FTPPUTFRMFS', { sent: optional(count) }),
  timeoutMs: 10_000,
  example: `
    > AT+FTPPUTFRMFS?
    < +FTPPUTFRMFS: 1,68160
    < OK`,
});

export const ftpPutFromFileDone = urc('+FTPPUTFRMFS', {
  tells: 'Tells how FTPPUTFRMFS ended: 0 and the length, or 61 and more.',
  source: `${M800}; ${NOTE} § 3.23`,
  gives: { code: integer, bytes: optional(count) },
  example: '+FTPPUTFRMFS: 0,174125',
});

/* Files and directories of the server */

export const ftpDelete = command('+FTPDELE', {
  does: 'Deletes the file FTPGETNAME of the server.',
  source: `${M800}; ${NOTE} § 3.17`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPDELE
    < OK`,
});

export const ftpDeleteDone = urc('+FTPDELE: 1,', {
  tells: 'Tells how FTPDELE ended: 0, or 61 and more.',
  source: `${M800}; ${NOTE} § 3.17`,
  gives: { code: integer },
  example: '+FTPDELE: 1,0',
});

export const ftpMakeFolder = command('+FTPMKD', {
  does: 'Makes the directory FTPGETPATH on the server.',
  source: `${M800}; ${NOTE} § 3.19`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPMKD
    < OK`,
});

export const ftpMakeFolderDone = urc('+FTPMKD: 1,', {
  tells: 'Tells how FTPMKD ended: 0, or 61 and more.',
  source: `${M800}; ${NOTE} § 3.19`,
  gives: { code: integer },
  example: '+FTPMKD: 1,0',
});

export const ftpRemoveFolder = command('+FTPRMD', {
  does: 'Removes the directory FTPGETPATH of the server.',
  source: `${M800}; ${NOTE} § 3.19`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPRMD
    < OK`,
});

export const ftpRemoveFolderDone = urc('+FTPRMD: 1,', {
  tells: 'Tells how FTPRMD ended: 0, or 61 and more.',
  source: `${M800}; ${NOTE} § 3.19`,
  gives: { code: integer },
  example: '+FTPRMD: 1,0',
});

export const ftpSize = command('+FTPSIZE', {
  does: 'Asks the server how long the file FTPGETNAME is.',
  source: `${M800}; ${NOTE} § 3.18`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPSIZE
    < OK`,
});

export const ftpSizeDone = urc('+FTPSIZE: 1,', {
  tells: 'Tells the length of a file: 0 and the length, or 61 and more and 0.',
  source: `${M800}; ${NOTE} § 3.18`,
  gives: { code: integer, bytes: optional(count) },
  example: '+FTPSIZE: 1,0,1024',
});

/* The session */

export const ftpState = command('+FTPSTATE', {
  does: 'Reads whether a session runs.',
  source: `${M800}`,
  answers: { state: unlisted(choice({ idle: 0, running: 1 })) },
  timeoutMs: 10_000,
  example: `
    > AT+FTPSTATE
    < +FTPSTATE: 0
    < OK`,
});

export const ftpQuit = command('+FTPQUIT', {
  does: 'Ends the session that runs, whose URC then tells 86.',
  source: `${M800}; ${NOTE} § 3.26`,
  timeoutMs: 10_000,
  example: `
    > AT+FTPQUIT
    < OK`,
});

export const ftpSave = command('+FTPSCONT', {
  does: 'Saves the FTP parameters; they are loaded at the next start.',
  source: `${M800}`,
  timeoutMs: 5_000,
  example: `
    > AT+FTPSCONT
    < OK`,
});

const SAVED = choice({
  ...{
    mode: 'SCONT',
    server: 'SERV',
    port: 'PORT',
    user: 'UN',
    password: 'PW',
    cid: 'CID',
    transfer: 'MODE',
  },
  ...{ type: 'TYPE', putOption: 'PUTOPT', rest: 'REST', getName: 'GETNAME', getPath: 'GETPATH' },
  ...{ putName: 'PUTNAME', putPath: 'PUTPATH', timeout: 'TIMEOUT' },
});
const SAVED_LINE = /^\+FTP([A-Z]+):[ \t]*(.*)$/;

/** Lines with headers of their own: `+FTPSERV: 116.228.221.52`. */
const savedForm: LineForm<{ readonly name: Parameters<typeof SAVED.write>[0]; readonly value: string }> = {
  key: '+FTPSCONT',
  shows: '+FTP<name>: <value>',
  read: (line) => {
    const [, header = '', value = ''] = SAVED_LINE.exec(line) ?? [];
    const name = SAVED.read(header);
    return name && Object.freeze({ name, value });
  },
  write: ({ name, value }) => `+FTP${SAVED.write(name, 'name')}: ${value}`,
};

export const ftpSaved = command('+FTPSCONT?', {
  does: 'Reads the FTP parameters, the password among them: a line each.',
  source: `${M800}`,
  answers: { name: SAVED, value: remainder },
  answerForm: savedForm,
  hidesAnswer: true,
  timeoutMs: 5_000,
  example: `
    > AT+FTPSCONT?
    < +FTPSCONT: 0
    < +FTPSERV: 116.228.221.52
    < +FTPPORT: 21
    < +FTPUN: sim.cs1
    < +FTPPW: secret
    < OK`,
});
