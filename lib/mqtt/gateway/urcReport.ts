import { EMPTY, map, mergeMap, type Observable, of, switchMap } from 'rxjs';
import type { Modem } from '../../modem/modem';
import type { Token } from '../../wire/token';
import type { UrcMessage } from '../schema/urcMessage';

/** What a line is called: its header, or all of it where it has none. */
const nameOf = (text: string): string => (text.split(':')[0] ?? text).slice(0, 64);

const messageOf = (modem: Modem, token: Token): Observable<UrcMessage> => {
  const at = new Date().toISOString();
  if (token.kind === 'urc') {
    const { text, body, definition, values } = token;
    const { name, tells } = definition;
    const told = values;
    return of({ at, name: nameOf(name), values: told, text, tells, ...(body !== undefined && { body }) });
  }
  if (token.kind !== 'unknown') return EMPTY;
  // A line that nothing explains may be the damaged echo of a secret.
  const text = modem.shown(token.text);
  return of({ at, name: nameOf(text), values: {}, text });
};

/** What a modem says on its own, as it is published. */
export const urcReport = (modems: Observable<Modem | undefined>): Observable<UrcMessage> =>
  modems.pipe(
    switchMap((modem) => modem?.urcs.pipe(map((token) => messageOf(modem, token))) ?? EMPTY),
    mergeMap((message) => message),
  );
