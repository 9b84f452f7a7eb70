import { defer, isObservable, of, type Observable } from 'rxjs';
import { parseRequest } from '../../grammar/parseRequest';
import { recognise } from '../../grammar/vocabulary';
import { answerTest } from './answerTest';
import type { HandlerContext } from './handler';
import type { Family } from './makeFamily';
import { refused, type Reply } from './reply';

/** Answers one command of a line: by its handler, or as a test form. */
export const answerCommand = (
  modem: HandlerContext & { readonly family: Family },
  text: string,
): Observable<Reply> =>
  defer(() => {
    const { family, settings } = modem;
    const { name } = parseRequest(text);
    if (settings.missing.includes(name)) return of(refused());
    const known = family.named.get(name);
    const found = known && recognise(known, text);
    const handler = found && family.handlers.get(found.definition);
    const reply = handler ? handler.run(found.args as never, modem) : answerTest(family, text);
    return isObservable(reply) ? reply : of(reply);
  });
