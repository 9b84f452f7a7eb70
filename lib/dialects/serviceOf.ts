import { ModemError } from '../grammar/errors/modemError';
import type { Profile } from './profile';

/** The services that a profile may leave out, as people call them. */
const NAMES = { http: 'HTTP', ftp: 'FTP', files: 'files' } as const;

type Service = keyof typeof NAMES;

const offered = (profile: Profile): string => {
  const names = Object.entries(NAMES)
    .filter(([service]) => profile[service as Service] !== undefined)
    .map(([, name]) => name);
  return names.length === 0 ? 'none of the services' : names.join(' and ');
};

/**
 * Gives the dialect of a service. Fails with `unsupported`, which names the family and what it has, where the profile leaves the
 * service out; nothing is written then.
 *
 *     serviceOf(profile, 'ftp')    ⇒ ModemError: EXAMPLE has no FTP (it has HTTP and files) …
 */
export const serviceOf = <S extends Service>(profile: Profile, service: S): NonNullable<Profile[S]> => {
  const dialect = profile[service];
  if (dialect !== undefined) return dialect;
  const feature = `${NAMES[service]} (it has ${offered(profile)})`;
  throw new ModemError({ kind: 'unsupported', family: profile.title, feature });
};
