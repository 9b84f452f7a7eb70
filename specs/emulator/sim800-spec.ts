import { TestScheduler } from 'rxjs/testing';
import { faults, type OriginRequest } from '../../lib/emulator';
import { latin1 } from '../../lib/grammar/latin1';
import { conversation, desk } from './desk';

const OK = '\r\nOK\r\n';
const REFUSED = '\r\n+CME ERROR: operation not allowed\r\n';
const page = 'x'.repeat(1_000);

/** A SIM800 that tells refusals in words, with its bearer and a session open, and a log of what the server was asked. */
const withSession = (...lines: readonly string[]) => {
  const asked: OriginRequest[] = [];
  const on = desk({
    bearerOpen: true,
    web: {
      'http://www.sim.com/': (request) => {
        asked.push(request);
        return page;
      },
    },
    faults: [faults.cmeVerbosity({ level: 2 })],
  });
  conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","www.sim.com"', ...lines);
  return { ...on, asked };
};

describe('the virtual SIM800', () => {
  it('configures a bearer as note § 3.1 shows', () => {
    const said = conversation(
      desk(),
      'AT+SAPBR=3,1,"Contype","GPRS"',
      'AT+SAPBR=3,1,"APN","CMNET"',
      'AT+SAPBR=1,1',
      'AT+SAPBR=2,1',
      'AT+SAPBR=0,1',
    );
    expect(said).toBe(`${OK}${OK}${OK}\r\n+SAPBR: 1,1,"10.89.193.1"\r\n${OK}${OK}`);
  });

  it('refuses to open an open bearer, which stays usable, and to close a closed one', () => {
    const on = desk({ faults: [faults.cmeVerbosity({ level: 2 })] });
    expect(conversation(on, 'AT+SAPBR=0,1')).toBe(REFUSED);
    expect(conversation(on, 'AT+SAPBR=2,1')).toBe(`\r\n+SAPBR: 1,3,"0.0.0.0"\r\n${OK}`);
    expect(conversation(on, 'AT+SAPBR=1,1', 'AT+SAPBR=1,1')).toBe(`${OK}${REFUSED}`);
    expect(conversation(on, 'AT+SAPBR=2,1')).toBe(`\r\n+SAPBR: 1,1,"10.89.193.1"\r\n${OK}`);
    expect(on.modem.state).toMatchObject({ bearerOpens: 1, bearerCloses: 0, bearerOpen: true });
  });

  it('opens no bearer while it is not attached', () => {
    const on = desk({ registration: 2, faults: [faults.cmeVerbosity({ level: 1 })] });
    expect(conversation(on, 'AT+SAPBR=1,1')).toBe('\r\n+CME ERROR: 3\r\n');
  });

  it('gets a page as note § 3.2 shows', () => {
    const on = desk({ bearerOpen: true, web: { 'http://www.sim.com/': page } });
    const said = conversation(
      on,
      'AT+HTTPINIT',
      'AT+HTTPPARA="CID",1',
      'AT+HTTPPARA="URL","www.sim.com"',
      'AT+HTTPACTION=0',
      'AT+HTTPREAD',
      'AT+HTTPTERM',
    );
    expect(said).toBe(
      `${OK}${OK}${OK}${OK}\r\n+HTTPACTION: 0,200,1000\r\n\r\n+HTTPREAD: 1000\r\n${page}${OK}${OK}`,
    );
    expect(on.modem.state).toMatchObject({ httpInits: 1, httpTerms: 1, httpActions: 1, httpOpen: false });
  });

  it('posts data as note § 3.3 shows: DOWNLOAD, the bytes with no echo, OK', () => {
    const { types, asked } = withSession('AT+HTTPPARA="CONTENT","text/plain"');
    types('ATE1\r');
    expect(types('AT+HTTPDATA=11,10000\r')).toBe('AT+HTTPDATA=11,10000\r\r\nDOWNLOAD\r\n');
    expect(types('AT\r\nhello')).toBe('');
    expect(types('\u0000\u001a')).toBe(OK);
    expect(types('AT+HTTPACTION=1\r')).toBe(`AT+HTTPACTION=1\r${OK}\r\n+HTTPACTION: 1,200,1000\r\n`);
    expect(asked[0]).toMatchObject({ method: 'POST', url: 'http://www.sim.com/' });
    expect(asked[0]?.headers).toContainEqual(['Content-Type', 'text/plain']);
    expect(latin1(asked[0]?.body ?? new Uint8Array())).toBe('AT\r\nhello\u0000\u001a');
  });

  it('takes an LF behind the CR of HTTPDATA as line end where the host ends its lines so', () => {
    const { types, modem } = withSession();
    types('AT\r\n');
    types('AT+HTTPDATA=3,1000\r');
    types('\nabc');
    expect(latin1(modem.state.modem.http?.data ?? new Uint8Array())).toBe('abc');
  });

  it('takes an LF as the first byte of data where the host ends its lines with CR', () => {
    const { types, modem } = withSession();
    types('AT+HTTPDATA=3,1000\r');
    types('\nab');
    expect(latin1(modem.state.modem.http?.data ?? new Uint8Array())).toBe('\nab');
  });

  it('ends HTTPDATA with ERROR where the bytes do not come in time', () => {
    new TestScheduler((a, b) => expect(a).toEqual(b)).run(({ flush }) => {
      const { types, hears } = withSession();
      expect(types('AT+HTTPDATA=5,1000\rab')).toBe('\r\nDOWNLOAD\r\n');
      flush();
      expect(hears()).toBe('\r\nERROR\r\n');
      expect(types('AT\r')).toBe(OK);
    });
  });

  it('deletes the data with size 0, and refuses what is out of range', () => {
    const { types } = withSession();
    expect(types('AT+HTTPDATA=0,1000\r')).toBe(OK);
    expect(types('AT+HTTPDATA=319489,1000\r')).toBe('\r\nERROR\r\n');
    expect(types('AT+HTTPDATA=5,999\r')).toBe('\r\nERROR\r\n');
  });

  it('asks for the head as note § 3.4 shows, and stores it after HTTPGETHEAD as § 3.9 shows', () => {
    const { types, asked } = withSession();
    expect(types('AT+HTTPACTION=2\r')).toBe(`${OK}\r\n+HTTPACTION: 2,200,0\r\n`);
    expect(types('AT+HTTPREAD\r')).toBe(OK);
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 1000\r\n\r\n';
    expect(types('AT+HTTPGETHEAD=1\r')).toBe(OK);
    expect(types('AT+HTTPACTION=2\r')).toBe(`${OK}\r\n+HTTPACTION: 2,200,${head.length}\r\n`);
    expect(types('AT+HTTPREAD\r')).toBe(`\r\n+HTTPREAD: ${head.length}\r\n${head}${OK}`);
    expect(asked.map(({ method }) => method)).toEqual(['HEAD', 'HEAD']);
  });

  it('reads windows of the body, again and again, and less where less is left', () => {
    const on = desk({ bearerOpen: true, web: { 'http://a.b/': '0123456789' } });
    conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","a.b"', 'AT+HTTPACTION=0');
    expect(on.types('AT+HTTPREAD=2,3\r')).toBe(`\r\n+HTTPREAD: 3\r\n234${OK}`);
    expect(on.types('AT+HTTPREAD=2,3\r')).toBe(`\r\n+HTTPREAD: 3\r\n234${OK}`);
    expect(on.types('AT+HTTPREAD=8,100\r')).toBe(`\r\n+HTTPREAD: 2\r\n89${OK}`);
    expect(on.types('AT+HTTPHEAD\r')).toMatch(/^\r\n\+HTTPHEAD: \d+\r\nHTTP\/1\.1 200 OK\r\n/);
  });

  it('says OK alone where nothing is stored', () => {
    expect(withSession().types('AT+HTTPREAD\r')).toBe(OK);
  });

  it('refuses HTTP commands with no session, and a second HTTPINIT', () => {
    const on = desk({ faults: [faults.cmeVerbosity({ level: 2 })] });
    const refused = ['AT+HTTPTERM', 'AT+HTTPPARA="CID",1', 'AT+HTTPACTION=0', 'AT+HTTPREAD', 'AT+HTTPSSL=1'];
    expect(conversation(on, ...refused)).toBe(REFUSED.repeat(5));
    expect(conversation(on, 'AT+HTTPINIT', 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1')).toBe(
      `${OK}${REFUSED}${OK}`,
    );
  });

  it('sends no request without CID and URL, and knows no method beyond 2', () => {
    const on = desk({ bearerOpen: true, faults: [faults.cmeVerbosity({ level: 2 })] });
    expect(conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="URL","a.b"', 'AT+HTTPACTION=0')).toBe(
      `${OK}${OK}${REFUSED}`,
    );
    expect(conversation(on, 'AT+HTTPPARA="CID","1"', 'AT+HTTPACTION=3')).toBe(`${OK}\r\nERROR\r\n`);
  });

  it('takes quoted numbers and bare URLs, and refuses values out of range', () => {
    const { types } = withSession();
    expect(types('AT+HTTPPARA="CID","1"\r')).toBe(OK);
    expect(types('AT+HTTPPARA="URL",www.sim.com/a,b\r')).toBe(OK);
    expect(types('at+httppara="redir",1\r')).toBe(OK);
    expect(types('AT+HTTPPARA="CID",4\r')).toBe(REFUSED);
    expect(types('AT+HTTPPARA="TIMEOUT",29\r')).toBe(REFUSED);
    expect(types('AT+HTTPPARA="NOSUCH",1\r')).toBe(REFUSED);
  });

  it('ends a request with 601 where the bearer is closed', () => {
    const { types } = withSession('AT+SAPBR=0,1');
    expect(types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,601,0\r\n`);
  });

  it.each([
    ['dns', 603],
    ['connect', 601],
    ['network', 601],
    ['timeout', 601],
    ['tls', 605],
    ['closed', 601],
  ] as const)('tells the failure %s as %d', (fails, code) => {
    const on = desk({ bearerOpen: true, web: { 'http://a.b/': { fails } } });
    conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","a.b"');
    expect(on.types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,${code},0\r\n`);
  });

  it('has no memory for a body of more than 319,488 bytes', () => {
    const web = { 'http://a.b/1': new Uint8Array(319_488), 'http://a.b/2': new Uint8Array(319_489) };
    const on = desk({ bearerOpen: true, web });
    conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","a.b/1"');
    expect(on.types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,200,319488\r\n`);
    on.types('AT+HTTPPARA="URL","a.b/2"\r');
    expect(on.types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,602,0\r\n`);
    expect(on.types('AT+HTTPREAD\r')).toBe(OK);
  });

  it('follows redirects with REDIR 1 only', () => {
    const headers = [['Location', '/new']] as const;
    const on = desk({
      bearerOpen: true,
      web: { 'http://a.b/old': { status: 302, headers }, 'http://a.b/new': 'here' },
    });
    conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","a.b/old"');
    expect(on.types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,302,0\r\n`);
    on.types('AT+HTTPPARA="REDIR",1\r');
    expect(on.types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,200,4\r\n`);
  });

  it('sends a Range for BREAK and BREAKEND, and user agent and fields as told', () => {
    const { types, asked } = withSession();
    const rangeOf = () => asked.at(-1)?.headers.find(([name]) => name === 'Range')?.[1];
    types('AT+HTTPACTION=0\r');
    expect(rangeOf()).toBeUndefined();
    types('AT+HTTPPARA="BREAK",990\r');
    expect(types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,206,10\r\n`);
    expect(rangeOf()).toBe('bytes=990-');
    types('AT+HTTPPARA="BREAKEND",994\r');
    types('AT+HTTPPARA="UA","me"\r');
    types('AT+HTTPPARA="USERDATA","X-A: 1\\r\\nX-B: 2"\r');
    expect(types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,206,5\r\n`);
    expect(asked.at(-1)?.headers).toEqual([
      ['User-Agent', 'me'],
      ['Accept', '*/*'],
      ['Range', 'bytes=990-994'],
      ['X-A', '1'],
      ['X-B', '2'],
    ]);
  });

  it('speaks TLS where HTTPSSL says so, whatever the URL says', () => {
    const on = desk({ bearerOpen: true, web: { 'https://a.b/': 'safe', 'http://a.b/': 'not safe' } });
    conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","http://a.b/"', 'AT+HTTPSSL=1');
    expect(on.types('AT+HTTPSSL?\r')).toBe(`\r\n+HTTPSSL: 1\r\n${OK}`);
    expect(on.types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,200,4\r\n`);
  });

  it('tells its status as note § 3.8 shows, and refuses a second request meanwhile', () => {
    new TestScheduler((a, b) => expect(a).toEqual(b)).run(({ flush }) => {
      const on = desk({ bearerOpen: true, web: { 'http://a.b/': { body: 'late', delayMs: 3_000 } } });
      conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","a.b"');
      expect(on.types('AT+HTTPACTION=0\r')).toBe(OK);
      expect(on.types('AT+HTTPSTATUS?\r')).toBe(`\r\n+HTTPSTATUS: GET,1,0,0\r\n${OK}`);
      expect(on.types('AT+HTTPACTION=0\r')).toBe('\r\nERROR\r\n');
      flush();
      expect(on.hears()).toBe('\r\n+HTTPACTION: 0,200,4\r\n');
      expect(on.types('AT+HTTPSTATUS?\r')).toBe(`\r\n+HTTPSTATUS: GET,0,0,0\r\n${OK}`);
    });
  });

  it('says DEACT and ends the request with 601 where the network takes the bearer', () => {
    new TestScheduler((a, b) => expect(a).toEqual(b)).run(({ flush }) => {
      const on = desk({ bearerOpen: true, web: { 'http://a.b/': { body: 'late', delayMs: 3_000 } } });
      conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","a.b"', 'AT+HTTPACTION=0');
      on.modem.loseBearer();
      expect(on.hears()).toBe('\r\n+SAPBR 1: DEACT\r\n\r\n+PDP: DEACT\r\n\r\n+HTTPACTION: 0,601,0\r\n');
      flush();
      expect(on.hears()).toBe('');
    });
  });

  it('ends a request that HTTPTERM overtakes without a word', () => {
    new TestScheduler((a, b) => expect(a).toEqual(b)).run(({ flush }) => {
      const on = desk({ bearerOpen: true, web: { 'http://a.b/': { body: 'late', delayMs: 3_000 } } });
      conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="CID",1', 'AT+HTTPPARA="URL","a.b"', 'AT+HTTPACTION=0');
      expect(on.types('AT+HTTPTERM\r')).toBe(OK);
      flush();
      expect(on.hears()).toBe('');
    });
  });

  it('forgets everything on a restart and says its boot lines', () => {
    const { modem, hears, types } = withSession();
    modem.restart();
    expect(hears()).toBe(
      '\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n\r\nCall Ready\r\n\r\nSMS Ready\r\n',
    );
    expect(modem.state).toMatchObject({ httpOpen: false, bearerOpen: false });
    expect(types('AT\r')).toBe(`AT\r${OK}`);
  });

  it('says who it is', () => {
    const said = conversation(desk(), 'AT+CGMI', 'AT+CGMM', 'AT+CGMR', 'AT+CGSN', 'AT+CCID', 'AT+CBC');
    expect(said).toBe(
      [
        'SIMCOM_Ltd',
        'SIMCOM_SIM800L',
        'Revision:1418B05SIM800L24',
        '867564050638581',
        '89860112851012345678',
        '+CBC: 0,87,4012',
      ]
        .map((line) => `\r\n${line}\r\n${OK}`)
        .join(''),
    );
  });

  it('says NORMAL POWER DOWN with no OK, and nothing after it', () => {
    const { types, modem, hears } = desk({ faults: [faults.noEcho()] });
    expect(types('AT+CPOWD=1\r')).toBe('\r\nNORMAL POWER DOWN\r\n');
    expect(types('AT\r')).toBe('');
    modem.restart();
    expect(hears()).toContain('RDY');
  });

  it('says what falls with the radio before the OK of CFUN=0', () => {
    const { types } = desk({ bearerOpen: true, faults: [faults.noEcho()] });
    expect(types('AT+CFUN=0\r')).toBe(
      `\r\n+SAPBR 1: DEACT\r\n\r\n+PDP: DEACT\r\n\r\n+CPIN: NOT READY\r\n${OK}`,
    );
    expect(types('AT+CSQ\r')).toBe(`\r\n+CSQ: 99,99\r\n${OK}`);
    expect(types('AT+CFUN=1\r')).toBe(OK);
    expect(types('AT+CFUN=1,1\r')).toMatch(/^\r\nOK\r\n\r\nRDY\r\n/);
  });

  it('reports its registration where AT+CREG asked for it: one field less than the answer', () => {
    const { types, modem, hears } = desk({ registration: 2, faults: [faults.noEcho()] });
    expect(types('AT+CREG?\r')).toBe(`\r\n+CREG: 0,2\r\n${OK}`);
    types('AT+CREG=2\r');
    types('AT+CGREG=1\r');
    modem.register(5);
    expect(hears()).toBe('\r\n+CREG: 5,"28B4","9DC1"\r\n\r\n+CGREG: 5\r\n');
    expect(types('AT+CREG?\r')).toBe(`\r\n+CREG: 2,5,"28B4","9DC1"\r\n${OK}`);
    expect(types('AT+COPS?\r')).toBe(`\r\n+COPS: 0,0,"CHINA MOBILE"\r\n${OK}`);
  });

  it('waits for a PIN and takes the right one only', () => {
    const { types } = desk({
      sim: 'SIM PIN',
      pin: '4711',
      faults: [faults.noEcho(), faults.cmeVerbosity({ level: 2 })],
    });
    expect(types('AT+CPIN?\r')).toBe(`\r\n+CPIN: SIM PIN\r\n${OK}`);
    expect(types('AT+CPIN="0000"\r')).toBe('\r\n+CME ERROR: incorrect password\r\n');
    expect(types('AT+CPIN=4711\r')).toBe(`${OK}\r\n+CPIN: READY\r\n`);
    expect(types('AT+CPIN?\r')).toBe(`\r\n+CPIN: READY\r\n${OK}`);
  });

  it('tells that there is no SIM', () => {
    const { types, modem, hears } = desk({ sim: 'absent', faults: [faults.noEcho()] });
    types('AT+CMEE=1\r');
    expect(types('AT+CPIN?\r')).toBe('\r\n+CME ERROR: 10\r\n');
    modem.restart();
    expect(hears()).toContain('\r\n+CPIN: NOT INSERTED\r\n');
  });

  it('keeps harmless settings and tells them', () => {
    const { types } = desk({ faults: [faults.noEcho()] });
    expect(types('AT+CLTS=1\r')).toBe(OK);
    expect(types('AT+CLTS?\r')).toBe(`\r\n+CLTS: 1\r\n${OK}`);
    expect(types('AT+CNMI=0,0,0,0,0\r')).toBe(OK);
    expect(types('AT+CLTS=7\r')).toBe('\r\nERROR\r\n');
  });
});
