import { invalidArgument } from '../../../grammar/errors/modemError';
import { sim800Files } from '../files/sim800Files';

/** The most characters of a directory on the server, of a name in it, of a file's name and path on the modem. */
const [MAX_FOLDER, MAX_NAME, MAX_FILE_NAME, MAX_FILE_PATH] = [255, 99, 64, 128];
/** Where FTPGETTOFS puts files. */
const HOME = 'C:\\User\\ftp\\';

/** Checks a length before the command does: the error has the name that users know. */
const fitting = (name: string, text: string, maxChars: number): void => {
  if (text.length > maxChars)
    invalidArgument(name, `it has ${text.length} characters; a SIM800 takes ${maxChars}`);
};

/**
 * Splits a path on the server into directory and name, as the modem wants them.
 *
 *     /logs/today.csv  →  { folder: '/logs/', name: 'today.csv' }
 */
const split = (path: string): { readonly folder: string; readonly name: string } => {
  const end = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, end), name: path.slice(end) };
};

/** The file that FTPPUTFRMFS reads, anywhere on the modem; a bare name stands in the directory of FTPGETTOFS. */
const fileOf = (name: string): string =>
  sim800Files.pathOf(/[\\/]/.test(name) ? name : `${HOME}${name}`, 'file');

/** The name of a file in the only directory that FTPGETTOFS writes to. */
const nameIn = (file: string): string => {
  const path = fileOf(file);
  const name = path.slice(HOME.length);
  return path.toLowerCase().startsWith(HOME.toLowerCase()) && !/[\\/]/.test(name)
    ? name
    : invalidArgument('file', `a SIM800 downloads only into ${HOME}`);
};

/**
 * Paths on the server and on the modem, as the FTP commands of a SIM800 take them.
 *
 *     split('/logs/today.csv') → { folder: '/logs/', name: 'today.csv' }   fileOf('a.txt') → 'C:\User\ftp\a.txt'
 *
 * Source: AT manual V1.09 §§ 12.9–12.13 (lengths), FTPGETTOFS and FTPPUTFRMFS.
 */
export const sim800FtpPaths = {
  split,
  fileOf,
  nameIn,
  checkPath: (path: string): void => {
    const { folder, name } = split(path);
    fitting('path', folder, MAX_FOLDER);
    fitting('path', name, MAX_NAME);
  },
  checkFile: (file: string, way: 'get' | 'put'): void =>
    way === 'get'
      ? fitting('file', nameIn(file), MAX_FILE_NAME)
      : fitting('file', fileOf(file), MAX_FILE_PATH),
};
