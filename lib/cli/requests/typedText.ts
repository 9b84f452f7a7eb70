import { map, type Observable, of } from 'rxjs';
import { CliError } from '../errors/cliError';
import { wholeInput } from './wholeInput';

/** The text of an argument, or with `-` of the standard input, without the line end of its last line, which is the shell's. */
export const typedText = (text: string): Observable<string> =>
  text === '-' ? wholeInput('-').pipe(map(textOf)) : of(text);

const textOf = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\r?\n$/, '');
  } catch {
    throw new CliError({ kind: 'input', where: 'the standard input', problem: 'it is no text in UTF-8' });
  }
};
