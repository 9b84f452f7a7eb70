import { toArray } from 'rxjs';
import { a7600, files, ftp, http, type Profile } from '../../lib';
import { explain } from '../../lib/grammar/errors/explain';
import { asking } from '../contract/asking';
import { desk } from '../modem/desk';

const without = (...services: readonly ('http' | 'ftp' | 'files')[]): Profile => {
  const rest = { ...a7600 };
  for (const service of services) delete (rest as Partial<typeof rest>)[service];
  return rest;
};

const server = { host: 'files.example.com' };

describe('a profile that leaves services out', () => {
  it('refuses HTTP, FTP and files by name, and says what the family has; nothing is written', () => {
    const profile = without('http', 'ftp', 'files');
    const on = desk(profile, 'hello');
    const reasons = [
      asking(on, (modem) => http.get(modem, 'http://example.com/')).reason,
      asking(on, (modem) => ftp.size(modem, server, '/a')).reason,
      asking(on, (modem) => files.read(modem, 'a')).reason,
      asking(on, (modem) => files.write(modem, 'a', new Uint8Array(1))).reason,
      asking(on, (modem) => files.list(modem).pipe(toArray())).reason,
    ];

    expect(reasons.map((reason) => reason && explain(reason))).toEqual(
      ['HTTP', 'FTP', 'files', 'files', 'files'].map(
        (name) =>
          `A7600 has no ${name} (it has none of the services); leave it out, or use a modem that has it`,
      ),
    );
    expect(on.heard.filter((line) => /HTTP|FTP|FS|CF/.test(line))).toEqual([]);
  });

  it('is checked without a modem, too', () => {
    const profile = without('ftp');

    expect(ftp.check(profile, server)?.message).toBe(
      'A7600 has no FTP (it has HTTP and files); leave it out, or use a modem that has it',
    );
    expect(http.check(profile, 'http://example.com/')).toBeUndefined();
    expect(http.check(without('http'), 'http://example.com/')?.reason.kind).toBe('unsupported');
  });
});
