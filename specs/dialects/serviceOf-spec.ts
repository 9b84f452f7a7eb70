import { tap, toArray } from 'rxjs';
import { a7600, files, ftp, http, type Profile, sim800, sms } from '../../lib';
import { profileWith } from '../../lib/dialects/profilePart';
import { sim800Base } from '../../lib/families/sim800/sim800Base';
import { sim800FtpPart, sim800HttpPart } from '../../lib/families/sim800/sim800Parts';
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

describe('a profile put together of parts', () => {
  const lean = profileWith(sim800Base, sim800HttpPart);

  it('does what its parts do, and refuses the rest by name', () => {
    const on = desk(lean, 'hello');
    const texts: string[] = [];
    const got = asking(on, (modem) => {
      modem.state.calls.subscribe();
      return http.getText(modem, 'http://example.com/page').pipe(tap((text) => texts.push(text)));
    });

    expect({ end: got.end, texts }).toEqual({ end: 'completed', texts: ['hello'] });
    expect(asking(on, (modem) => ftp.size(modem, server, '/a')).reason?.kind).toBe('unsupported');
    expect(asking(on, (modem) => sms.send(modem, { to: '+4912345', text: 'hello' })).reason?.kind).toBe(
      'unsupported',
    );
  });

  it('knows the words of its parts, and no others', () => {
    const headsOf = ({ vocabulary }: Profile): Set<string> =>
      new Set(vocabulary.commands.map(({ head }) => head));
    const [few, more, all] = [lean, profileWith(lean, sim800FtpPart), sim800].map(headsOf) as [
      Set<string>,
      Set<string>,
      Set<string>,
    ];

    expect([few.has('+HTTPACTION='), few.has('+FTPGET=1'), few.has('+CMGS=')]).toEqual([true, false, false]);
    expect([...more].filter((head) => !few.has(head)).every((head) => head.startsWith('+FTP'))).toBe(true);
    expect([...more].every((head) => all.has(head))).toBe(true);
    expect(Object.isFrozen(lean)).toBe(true);
  });
});
