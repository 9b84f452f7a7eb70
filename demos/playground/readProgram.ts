import * as rxjs from 'rxjs';
import { from, isObservable, type Observable, of } from 'rxjs';
import * as rxmodem from 'rxmodem';
import * as emulator from 'rxmodem/emulator';
import * as operators from 'rxmodem/operators';
import type { DeskModem } from './desk';

const IMPORT = /^[ \t]*import\s*\{([^}]*)\}\s*from\s*(['"])([^'"]+)\2[ \t]*;?/gm;
const ANY_IMPORT = /^[ \t]*import\b.*$/m;
const EXPORT = /^([ \t]*)export\s+default\s+/m;

/** What programs may import. */
const MODULES = { rxjs, rxmodem, 'rxmodem/emulator': emulator, 'rxmodem/operators': operators };

/**
 * Reads a program as a module: its imports become constants, its default export is the result. It runs when it is read, in the page,
 * with everything that the page may do.
 *
 *     import { map } from 'rxjs';        const { map } = modules['rxjs'];
 *     export default source;         →   return source;
 */
export const readProgram = (
  source: string,
  { transport, profile }: Omit<DeskModem, 'virtual'>,
): Observable<unknown> => {
  const modules: Readonly<Record<string, object>> = { ...MODULES, playground: { transport, profile } };
  const body = source.replace(IMPORT, (_, names: string, _quote: string, module: string) => {
    if (!Object.hasOwn(modules, module))
      throw new TypeError(`there is no module ${module}; import from ${Object.keys(modules).join(', ')}`);
    return `const {${names.replace(/\s+as\s+/g, ': ')}} = modules[${JSON.stringify(module)}];`;
  });
  const odd = ANY_IMPORT.exec(body)?.[0].trim();
  if (odd !== undefined) throw new TypeError(`${odd} can not be read; write import { name } from 'module'`);
  if (!EXPORT.test(body)) throw new TypeError('nothing is exported; write export default and an Observable');
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- a playground runs what is typed into it
  const run = new Function('modules', `'use strict';\n${body.replace(EXPORT, '$1return ')}`) as (
    all: typeof modules,
  ) => unknown;
  const result = run(modules);
  return isObservable(result) ? result : result instanceof Promise ? from(result) : of(result);
};
