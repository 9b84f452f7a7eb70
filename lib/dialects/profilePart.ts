import { type Table, vocabulary, vocabularyOf } from '../grammar/vocabulary';
import type { Profile } from './profile';
import type { Views } from './views';

/** What a profile may leave out. */
type Service =
  | 'http'
  | 'ftp'
  | 'files'
  | 'certificates'
  | 'messages'
  | 'ussd'
  | 'calls'
  | 'phonebook'
  | 'mux'
  | 'clock'
  | 'gnss'
  | 'mqtt'
  | 'checkup'
  | 'sockets';

/** What a service adds to the base of a family: its dialect, its words, and the states that it reports. */
export interface ProfilePart extends Partial<Pick<Profile, Service>> {
  readonly words: readonly Table[];
  readonly views?: Partial<Views>;
}

/**
 * Puts a profile together: the base of a family, and the services that a program uses. A bundle then holds their words and no others.
 *
 *     const lean = profileWith(sim800Base, sim800HttpPart);      openModem(port, lean), http.get(modem, url)
 *
 * A service that is left out is refused with `unsupported`, by name. What the modem says of it is reported as unknown.
 */
export const profileWith = (base: Profile, ...parts: readonly ProfilePart[]): Profile => {
  const more = vocabularyOf(...parts.flatMap(({ words }) => words));
  const dialects = Object.assign({}, ...parts) as Partial<Profile>;
  return Object.freeze({
    ...base,
    ...Object.fromEntries(Object.entries(dialects).filter(([name]) => name !== 'words')),
    vocabulary: vocabulary(
      [...new Set([...base.vocabulary.commands, ...more.commands])],
      [...new Set([...base.vocabulary.urcs.values(), ...more.urcs.values()].flat())],
    ),
    views: parts.reduce((views, part) => ({ ...views, ...part.views }), base.views),
  });
};
