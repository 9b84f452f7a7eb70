import { TestScheduler } from 'rxjs/testing';
import { faults, type OriginRequest } from '../../lib/emulator';
import { latin1 } from '../../lib/grammar/latin1';
import { conversation, desk, type DeskOptions } from './desk';

const OK = '\r\nOK\r\n';
const REFUSED = '\r\nERROR\r\n';
const CLOSED = '\r\n+HTTP_PEER_CLOSED\r\n';

/** An A7600 with a session, the URL set and echo off. */
const withSession = (web: DeskOptions['web'], knobs: DeskOptions = {}) => {
  const on = desk({
    family: 'a7600',
    ...(web ? { web } : {}),
    ...knobs,
    faults: [faults.noPeerClosed(), ...(knobs.faults ?? [])],
  });
  conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="URL","http://a.b/"');
  return on;
};

const within = (work: (flush: () => void) => void): void =>
  new TestScheduler((a, b) => expect(a).toEqual(b)).run(({ flush }) => work(flush));

describe('the virtual A7600', () => {
  it('reads OK first, then a block, then +HTTPREAD: 0 with no OK, as the note’s POST example shows', () => {
    const head =
      'HTTP/1.1 200 OK\r\nServer: openresty\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n';
    const headers = [['Server', 'openresty']] as const;
    const on = desk({ family: 'a7600', web: { 'https://pv.csdn.net/csdnbi': { body: 'OK', headers } } });
    const said = conversation(
      on,
      'AT+HTTPINIT',
      'AT+HTTPPARA="URL","https://pv.csdn.net/csdnbi"',
      'AT+HTTPDATA=5,1000',
    );
    expect(said).toBe(`${OK}${OK}\r\nDOWNLOAD\r\n`);
    expect(on.types('hello')).toBe(OK);
    expect(on.types('AT+HTTPACTION=1\r')).toBe(`${OK}\r\n+HTTPACTION: 1,200,2\r\n${CLOSED}`);
    expect(on.types('AT+HTTPHEAD\r')).toBe(`\r\n+HTTPHEAD: ${head.length}\r\n${head}${OK}`);
    expect(on.types('AT+HTTPREAD=0,10\r')).toBe(`${OK}\r\n+HTTPREAD: 2\r\nOK\r\n+HTTPREAD: 0\r\n`);
    expect(on.types('AT+HTTPTERM\r')).toBe(OK);
    expect(on.modem.state).toMatchObject({ httpInits: 1, httpTerms: 1, bearerOpen: false });
  });

  it('cuts a window into blocks of the size that it was told', () => {
    const on = withSession({ 'http://a.b/': '0123456789' }, { faults: [faults.blockBytes({ most: 4 })] });
    on.types('AT+HTTPACTION=0\r');
    expect(on.types('AT+HTTPREAD?\r')).toBe(`\r\n+HTTPREAD: LEN,10\r\n${OK}`);
    expect(on.types('AT+HTTPREAD=0,9\r')).toBe(
      `${OK}\r\n+HTTPREAD: 4\r\n0123\r\n+HTTPREAD: 4\r\n4567\r\n+HTTPREAD: 1\r\n8\r\n+HTTPREAD: 0\r\n`,
    );
  });

  it('leaves the line end between blocks out where the firmware does', () => {
    const on = withSession(
      { 'http://a.b/': '01234' },
      { faults: [faults.blockBytes({ most: 3 }), faults.noBlockBreaks()] },
    );
    on.types('AT+HTTPACTION=0\r');
    expect(on.types('AT+HTTPREAD=0,5\r')).toBe(
      `${OK}\r\n+HTTPREAD: 3\r\n012+HTTPREAD: 2\r\n34+HTTPREAD: 0\r\n`,
    );
  });

  it('says a stray OK behind the last header where the firmware does', () => {
    const on = withSession({ 'http://a.b/': '01' }, { faults: [faults.strayOk()] });
    on.types('AT+HTTPACTION=0\r');
    expect(on.types('AT+HTTPREAD=0,2\r')).toBe(`${OK}\r\n+HTTPREAD: 2\r\n01\r\n+HTTPREAD: 0\r\n${OK}`);
  });

  it('goes on where the last read ended, and tells how much is left', () => {
    const on = withSession({ 'http://a.b/': '0123456789' });
    on.types('AT+HTTPACTION=0\r');
    expect(on.types('AT+HTTPREAD=4\r')).toBe(`${OK}\r\n+HTTPREAD: 4\r\n0123\r\n+HTTPREAD: 0\r\n`);
    expect(on.types('AT+HTTPREAD=4\r')).toBe(`${OK}\r\n+HTTPREAD: 4\r\n4567\r\n+HTTPREAD: 0\r\n`);
    expect(on.types('AT+HTTPREAD?\r')).toBe(`\r\n+HTTPREAD: LEN,2\r\n${OK}`);
    expect(on.types('AT+HTTPREAD=9,9\r')).toBe(`${OK}\r\n+HTTPREAD: 1\r\n9\r\n+HTTPREAD: 0\r\n`);
    expect(on.types('AT+HTTPREAD=4\r')).toBe(`${OK}\r\n+HTTPREAD: 0\r\n`);
  });

  it('forgets what was read with READMODE 0, and keeps it with READMODE 1', () => {
    const on = withSession({ 'http://a.b/': '0123' });
    on.types('AT+HTTPACTION=0\r');
    on.types('AT+HTTPREAD=0,4\r');
    expect(on.types('AT+HTTPREAD=0,4\r')).toBe(REFUSED);
    on.types('AT+HTTPPARA="READMODE",1\r');
    on.types('AT+HTTPACTION=0\r');
    const block = `${OK}\r\n+HTTPREAD: 4\r\n0123\r\n+HTTPREAD: 0\r\n`;
    expect(on.types('AT+HTTPREAD=0,4\r')).toBe(block);
    expect(on.types('AT+HTTPREAD=0,4\r')).toBe(block);
  });

  it('tells the header’s length for HEAD', () => {
    const on = withSession({ 'http://a.b/': 'hello' });
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n';
    expect(on.types('AT+HTTPACTION=2\r')).toBe(`${OK}\r\n+HTTPACTION: 2,200,${head.length}\r\n`);
    expect(on.types('AT+HTTPHEAD\r')).toBe(`\r\n+HTTPHEAD: ${head.length}\r\n${head}${OK}`);
  });

  it('sends all five methods with what was set, and follows no redirect', () => {
    const asked: OriginRequest[] = [];
    const headers = [['Location', '/new']] as const;
    const on = withSession({
      'http://a.b/': (request) => {
        asked.push(request);
        return { status: 302, headers };
      },
    });
    on.types('AT+HTTPPARA="USERDATA","X-A: 1"\rAT+HTTPPARA="USERDATA","X-B: 2"\r');
    on.types('AT+HTTPPARA="ACCEPT","text/html"\rAT+HTTPDATA=2,10\rhi');
    const said = [0, 1, 2, 3, 4].map((method) => on.types(`AT+HTTPACTION=${method}\r`));
    expect(said[0]).toBe(`${OK}\r\n+HTTPACTION: 0,302,0\r\n`);
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'POST', 'HEAD', 'DELETE', 'PUT']);
    expect(asked.map(({ body }) => latin1(body))).toEqual(['', 'hi', '', '', 'hi']);
    expect(asked[1]?.headers).toEqual([
      ['Accept', 'text/html'],
      ['Content-Type', 'text/plain'],
      ['Content-Length', '2'],
      ['X-A', '1'],
      ['X-B', '2'],
    ]);
  });

  it.each([
    ['AT+HTTPPARA="URL","www.sim.com"'],
    ['AT+HTTPPARA="CONNECTTO",19'],
    ['AT+HTTPPARA="RECVTO",121'],
    ['AT+HTTPPARA="SSLCFG",10'],
    ['AT+HTTPPARA="CID",1'],
    [`AT+HTTPPARA="USERDATA","${'x'.repeat(257)}"`],
    ['AT+HTTPDATA=153601,10'],
    ['AT+HTTPDATA=5,9'],
    ['AT+HTTPACTION=5'],
    ['AT+HTTPHEAD'],
    ['AT+HTTPREAD?'],
    ['AT+HTTPREAD=0,5'],
    ['AT+HTTPREAD'],
    ['AT+HTTPINIT'],
  ])('refuses %s with a plain ERROR, though errors are told in words', (line) => {
    expect(withSession({}).types(`${line}\r`)).toBe(REFUSED);
  });

  it('refuses HTTP commands with no session', () => {
    const said = conversation(
      desk({ family: 'a7600' }),
      'AT+HTTPTERM',
      'AT+HTTPPARA="URL","http://a.b/"',
      'AT+HTTPACTION=0',
    );
    expect(said).toBe(REFUSED.repeat(3));
  });

  it.each([
    ['dns', 713],
    ['connect', 714],
    ['network', 709],
    ['timeout', 705],
    ['tls', 715],
    ['closed', 704],
  ] as const)('tells the failure %s as %d, and has nothing to read then', (fails, code) => {
    const on = withSession({ 'http://a.b/': { fails } });
    expect(on.types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,${code},0\r\n`);
    expect(on.types('AT+HTTPHEAD\r')).toBe(REFUSED);
  });

  it('gives up after RECVTO', () => {
    within((flush) => {
      const on = withSession({ 'http://a.b/': { body: 'late', delayMs: 60_000 } });
      on.types('AT+HTTPPARA="RECVTO",30\r');
      expect(on.types('AT+HTTPACTION=0\r')).toBe(OK);
      expect(on.types('AT+HTTPACTION=0\r')).toBe(REFUSED);
      flush();
      expect(on.hears()).toBe('\r\n+HTTPACTION: 0,705,0\r\n');
    });
  });

  it('tells a lost network and ends the request with 709', () => {
    within((flush) => {
      const on = withSession({ 'http://a.b/': { body: 'late', delayMs: 3_000 } });
      on.types('AT+HTTPACTION=0\r');
      on.modem.loseBearer();
      expect(on.hears()).toBe(
        '\r\n+CGEV: NW PDN DEACT 1\r\n\r\n+HTTP_NONET_EVENT\r\n\r\n+HTTPACTION: 0,709,0\r\n',
      );
      flush();
      expect(on.types('AT+HTTPACTION=0\r')).toBe(`${OK}\r\n+HTTPACTION: 0,709,0\r\n`);
    });
  });

  it('activates contexts and shows a bare address', () => {
    const said = conversation(
      desk({ family: 'a7600' }),
      'AT+CGDCONT=1,"IP","CMNET"',
      'AT+CGACT=1,1',
      'AT+CGACT?',
      'AT+CGPADDR=1',
      'AT+CGDCONT?',
    );
    expect(said).toBe(
      `${OK}${OK}\r\n+CGACT: 1,1\r\n${OK}\r\n+CGPADDR: 1,10.83.214.110\r\n${OK}` +
        `\r\n+CGDCONT: 1,"IP","CMNET","10.83.214.110",0,0\r\n${OK}`,
    );
  });

  it('tells the server’s certificate to be verified where the TLS context says so', () => {
    const asked: (boolean | undefined)[] = [];
    const on = withSession({
      'http://a.b/': ({ verifies }) => {
        asked.push(verifies);
        return 'x';
      },
    });
    on.types('AT+HTTPACTION=0\r');
    expect(on.types('AT+CSSLCFG="authmode",2,1\r')).toBe(OK);
    on.types('AT+HTTPPARA="SSLCFG",2\r');
    on.types('AT+HTTPACTION=0\r');
    expect(asked).toEqual([false, true]);
    expect(on.types('AT+CSSLCFG=6\r')).toBe(`\r\n+CSSLCFG: 6,4,0,1,300,"","","","",0\r\n${OK}`);
    expect(on.types('AT+CSSLCFG="sslversion",0,5\r')).toBe(REFUSED);
  });

  it('says who it is and where it camps', () => {
    const said = conversation(
      desk({ family: 'a7600' }),
      'AT+CGMI',
      'AT+CGMM',
      'AT+CGMR',
      'AT+CICCID',
      'AT+CBC',
      'AT+COPS?',
      'AT+CEREG?',
      'AT+CPSI?',
    );
    expect(said).toBe(
      [
        'SIMCOM INCORPORATED',
        'A7600E',
        '+CGMR: A35B01A7600E',
        '+ICCID: 89860112851012345678',
        '+CBC: 3.749V',
        '+COPS: 0,0,"CHINA MOBILE",7',
        '+CEREG: 0,1',
        '+CPSI: LTE,Online,460-00,0x333C,39589680,308,EUTRAN-BAND3,1350,5,0,0,54,0,22',
      ]
        .map((line) => `\r\n${line}\r\n${OK}`)
        .join(''),
    );
  });

  it('says its boot lines behind the OK of CRESET', () => {
    const { types } = desk({ family: 'a7600', faults: [faults.noEcho()] });
    expect(types('AT+CRESET\r')).toBe(
      `${OK}\r\n*ATREADY: 1\r\n\r\n+CPIN: READY\r\n\r\nSMS DONE\r\n\r\n+CGEV: EPS PDN ACT 1\r\n\r\nPB DONE\r\n`,
    );
  });
});

describe('the virtual SIM7600', () => {
  it('marks counts with DATA, but not the closing zero', () => {
    const on = withSession(
      { 'http://a.b/': '01234' },
      { family: 'sim7600', faults: [faults.blockBytes({ most: 3 })] },
    );
    on.types('AT+HTTPACTION=0\r');
    expect(on.types('AT+HTTPREAD=0,5\r')).toBe(
      `${OK}\r\n+HTTPREAD: DATA,3\r\n012\r\n+HTTPREAD: DATA,2\r\n34\r\n+HTTPREAD: 0\r\n`,
    );
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\n';
    expect(on.types('AT+HTTPHEAD\r')).toBe(`\r\n+HTTPHEAD: DATA,${head.length}\r\n${head}${OK}`);
  });
});
