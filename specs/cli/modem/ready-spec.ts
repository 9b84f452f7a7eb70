import { endAll, run, start } from '../command';
import { closeAll, served, type Served } from '../served';
import { web, type Web } from '../web';

/** What was said to get ready, behind the bring-up and before HTTP. */
const asked = ({ heard }: Served): readonly string[] =>
  heard.filter((line) => /CPIN|CSQ|REG|CGATT|CFUN/.test(line));

describe('rxmodem waits until the modem is ready', () => {
  let site: Web;
  const get = (modem: Served, ...more: readonly string[]) =>
    start(['get', '--port', modem.port, '--profile', 'sim800', ...more, `${site.url}/hello`]);

  beforeAll(async () => {
    site = await web({ hello: Buffer.from('hello') });
  });

  afterAll(() => {
    endAll();
    closeAll();
    site.close();
  });

  it('asks for SIM and registration only, and need not wait for it', async () => {
    const modem = await served({ family: 'sim800' });
    const { code } = await get(modem, '--ready-timeout', '0').ended;

    expect(code).toBe(0);
    expect(asked(modem)).toEqual(['AT+CPIN?', 'AT+CGREG?']);
  }, 20_000);

  it('goes on as soon as the modem tells that it is registered', async () => {
    const modem = await served({ family: 'sim800', registration: 2 });
    const waiting = get(modem, '--trace');
    await waiting.until(/\+CGREG: 1,2/);
    modem.emulator.become({ registration: 1 });
    const { code, stdout } = await waiting.ended;

    expect({ code, body: stdout.toString() }).toEqual({ code: 0, body: 'hello' });
    expect(asked(modem)).toEqual(['AT+CPIN?', 'AT+CGREG?', 'AT+CGREG=1', 'AT+CGREG?', 'AT+CGREG=0']);
  }, 20_000);

  it('exits 7 when it takes too long, says why, and restarts nothing', async () => {
    const modem = await served({ family: 'sim800', registration: 3 });
    const { code, stderr } = await get(modem, '--ready-timeout', '0.5').ended;

    expect(code).toBe(7);
    expect(stderr).toMatch(/^rxmodem: packet: denied by the network \(3\); [^;\n]+\n$/);
    expect(modem.heard).not.toContain('AT+CFUN=1,1');
  }, 20_000);

  it.each([
    ['SIM PIN', /waits for its PIN; /],
    ['SIM PUK', /blocked \(SIM PUK\); /],
  ])(
    'exits 77 at once where the SIM says %s, and enters nothing',
    async (sim, words) => {
      const modem = await served({ family: 'sim800', sim });
      const { code, stderr } = await run(
        'get',
        '--port',
        modem.port,
        '--profile',
        'sim800',
        `${site.url}/hello`,
      );

      expect(code).toBe(77);
      expect(stderr).toMatch(words);
      expect(asked(modem)).toEqual(['AT+CPIN?']);
    },
    20_000,
  );
});
