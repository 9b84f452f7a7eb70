import { of, Subject } from 'rxjs';
import type { TcpServer } from '../../../lib/emulator';
import { virtually } from '../../modem/virtually';
import { a7600Up, ERROR, OK, socketDesk } from './socketDesk';

// A76XX AT manual V1.09 pages 316–352 and 431–447.

const families = ['a7600', 'sim7600'] as const;

describe.each(families)('the sockets of a %s', (family) => {
  const started = (...args: readonly string[]) => {
    const on = socketDesk({ family });
    a7600Up(on, ...args);
    return on;
  };

  it('need the service, whose result comes behind OK', () => {
    const on = socketDesk({ family });

    expect(on.at('AT+IPADDR')).toBe(`\r\n+IP ERROR: Network not opened\r\n${ERROR}`);
    expect(on.at('AT+CIPOPEN=0,"TCP","echo.example",7')).toBe(`\r\n+CIPOPEN: 0,2\r\n${ERROR}`);
    expect(on.at('AT+NETOPEN')).toBe(`${OK}\r\n+NETOPEN: 0\r\n`);
    expect(on.at('AT+NETOPEN?')).toBe(`\r\n+NETOPEN: 1\r\n${OK}`);
    expect(on.at('AT+NETOPEN')).toBe(`\r\n+IP ERROR: Network is already opened\r\n${ERROR}`);
    expect(on.at('AT+IPADDR')).toMatch(/^\r\n\+IPADDR: [\d.]+\r\n\r\nOK\r\n$/);
    expect(on.at('AT+NETCLOSE')).toBe(`${OK}\r\n+NETCLOSE: 0\r\n`);
    expect(on.at('AT+NETCLOSE')).toBe(`\r\n+NETCLOSE: 2\r\n${ERROR}`);
  });

  it('do not start without a network', () => {
    const on = socketDesk({ family, registration: 2 });

    expect(on.at('AT+NETOPEN')).toBe(`${OK}\r\n+NETOPEN: 1\r\n`);
    expect(on.at('AT+NETOPEN?')).toContain('+NETOPEN: 0');
  });

  it('name their trouble by numbers where CIPCCFG says so', () => {
    const on = socketDesk({ family });
    on.at('AT+CIPCCFG=10,0,0,0,1');

    expect(on.at('AT+IPADDR')).toBe(`\r\n+IP ERROR: 2\r\n${ERROR}`);
  });

  it('connect: OK first, then the result', () => {
    const on = started();

    expect(on.at('AT+CIPOPEN=0,"TCP","echo.example",7')).toBe(`${OK}\r\n+CIPOPEN: 0,0\r\n`);
    expect(on.at('AT+CIPOPEN=0,"TCP","echo.example",7')).toBe(`\r\n+CIPOPEN: 0,4\r\n${ERROR}`);
    expect(on.at('AT+CIPOPEN=1,"TCP","nowhere.example",7')).toBe(`${OK}\r\n+CIPOPEN: 1,11\r\n`);
    expect(on.at('AT+CIPOPEN=1,"TCP","echo.example",8')).toBe(`${OK}\r\n+CIPOPEN: 1,1\r\n`);
    expect(on.at('AT+CIPOPEN?')).toBe(
      '\r\n+CIPOPEN: 0,"TCP","203.0.113.7",7,-1\r\n' +
        [1, 2, 3, 4, 5, 6, 7, 8, 9].map((link) => `\r\n+CIPOPEN: ${link}\r\n`).join('') +
        OK,
    );
    expect(on.at('AT+CIPCLOSE?')).toBe(`\r\n+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0\r\n${OK}`);
  });

  it('give up after the time of CIPTIMEOUT', () => {
    const on = started('+CIPTIMEOUT=3000,4000,5000');

    expect(on.at('AT+CIPTIMEOUT?')).toBe(`\r\n+CIPTIMEOUT: 3000,4000,5000\r\n${OK}`);
    expect(virtually(() => on.at('AT+CIPOPEN=0,"TCP","dark.example",80'))).toBe(OK);
    expect(on.hears()).toBe('\r\n+CIPOPEN: 0,10\r\n');
  });

  it('send counted bytes: a prompt, OK, and how many were taken', () => {
    const on = started('+CIPOPEN=0,"TCP","echo.example",7');

    expect(on.at('AT+CIPSEND=0,5')).toBe('\r\n> ');
    expect(on.types('a\r\n\x1a\x1b')).toBe(`${OK}\r\n+CIPRXGET: 1,0\r\n\r\n+CIPSEND: 0,5,5\r\n`);
    expect(on.at('AT+CIPRXGET=4,0')).toBe(`\r\n+CIPRXGET: 4,0,5\r\n${OK}`);
    expect(on.at('AT+CIPRXGET=2,0,3')).toBe(`\r\n+CIPRXGET: 2,0,3,2\r\na\r\n${OK}`);
    expect(on.at('AT+CIPRXGET=3,0')).toBe(`\r\n+CIPRXGET: 3,0,2,0\r\n1A1B${OK}`);
    expect(on.at('AT+CIPRXGET=2,0')).toBe(`\r\n+IP ERROR: No data\r\n${ERROR}`);
    expect(on.at('AT+CIPACK=0')).toBe(`\r\n+CIPACK: 5,5,5\r\n${OK}`);
    expect(on.at('AT+CIPSEND=0,1501')).toBe(ERROR);
    expect(on.at('AT+CIPSEND=1,5')).toBe(`\r\n+CIPERROR: 4\r\n${ERROR}`);
  });

  it('echo what is sent unless DATAECHO is off, also after ATE0', () => {
    const on = started('+CIPCFG="DATAECHO",ON', '+CIPOPEN=0,"TCP","shout.example",7');

    expect(on.at('AT+CIPSEND=0,5') + on.types('hello')).toContain(`\r\n> hello${OK}`);
  });

  it('send up to Ctrl-Z, with 0x03 as the escape', () => {
    const on = started('+CIPOPEN=0,"TCP","echo.example",7');

    expect(on.at('AT+CIPSEND=0') + on.types('A\x03\x03\x03\x1a\x03\x1bB\x1a')).toContain('+CIPSEND: 0,5,5');
    expect(on.at('AT+CIPRXGET=2,0')).toContain('2,0,5,0\r\nA\x03\x1a\x1bB\r\nOK');
    expect(on.at('AT+CIPSEND=0') + on.types('no\x1b')).toBe(`\r\n> ${OK}`);
  });

  it('wait for the peer with CIPSENDMODE=1', () => {
    const on = socketDesk({ family }, { 'far.example': { tcp: { 7: { acknowledgeMs: 5_000 } } } });
    a7600Up(on, '+CIPSENDMODE=1', '+CIPOPEN=0,"TCP","far.example",7');
    const heard = virtually(() => on.at('AT+CIPSEND=0,2') + on.types('hi'));

    expect(heard).toBe(`\r\n> ${OK}`);
    expect(on.hears()).toBe('\r\n+CIPSEND: 0,2,2\r\n');
  });

  it('close: OK first, then the result; the peer’s end is another line', () => {
    const on = started('+CIPOPEN=0,"TCP","echo.example",7');

    expect(on.at('AT+CIPCLOSE=0')).toBe(`${OK}\r\n+CIPCLOSE: 0,0\r\n`);
    expect(on.at('AT+CIPCLOSE=0')).toBe(`\r\n+CIPCLOSE: 0,4\r\n${ERROR}`);
    expect(on.at('AT+CIPOPEN=9,"TCP","hello.example",80')).toBe(
      `${OK}\r\n+CIPOPEN: 9,0\r\n\r\n+CIPRXGET: 1,9\r\n\r\n+IPCLOSE: 9,1\r\n`,
    );
    expect(on.at('AT+CIPRXGET=2,9,1500')).toBe(`\r\n+CIPRXGET: 2,9,5,0\r\nhello${OK}`);
  });

  it('close all with the service: UDP before OK, TCP behind it', () => {
    const on = started('+CIPOPEN=0,"TCP","echo.example",7', '+CIPOPEN=1,"UDP",,,5000');

    expect(on.at('AT+NETCLOSE')).toBe(
      `\r\n+CIPCLOSE: 1,0\r\n${OK}\r\n+CIPCLOSE: 0,0\r\n\r\n+NETCLOSE: 0\r\n`,
    );
  });

  it('exchange datagrams: the result of opening comes before OK, and CIPSEND names the peer', () => {
    const on = started();

    expect(on.at('AT+CIPOPEN=1,"UDP",,,5000')).toBe(`\r\n+CIPOPEN: 1,0\r\n${OK}`);
    expect(on.at('AT+CIPOPEN=2,"UDP","echo.example",7,5001')).toBe(`\r\n+CIPOPEN: 2,3\r\n${ERROR}`);
    expect(on.at('AT+CIPSEND=1,5')).toBe(`\r\n+CIPERROR: 3\r\n${ERROR}`);
    on.at('AT+CIPSEND=1,3,"203.0.113.7",7');
    expect(on.types('one')).toContain('+CIPSEND: 1,3,3');
    on.at('AT+CIPSEND=1,,"203.0.113.7",7');
    on.types('two\x1a');
    expect(on.at('AT+CIPRXGET=2,1,1500')).toBe(`\r\n+CIPRXGET: 2,1,3,3\r\none${OK}`);
    expect(on.at('AT+CIPRXGET=2,1,1500')).toBe(`\r\n+CIPRXGET: 2,1,3,0\r\ntwo${OK}`);
    expect(on.at('AT+CIPCLOSE=1')).toBe(`\r\n+CIPCLOSE: 1,0\r\n${OK}`);
  });

  it.each([
    ['+IPD', '', '\r\nRECV FROM:203.0.113.7:7\r\n+IPD2\r\nHI'],
    ['+RECEIVE', '+CIPCCFG=10,0,0,1,1', '\r\nRECV FROM:203.0.113.7:7\r\n+RECEIVE,0,2\r\nHI'],
  ])('push received bytes behind %s', (_, setting, pushed) => {
    const on = socketDesk({ family }, { 'loud.example': { addresses: ['203.0.113.7'], tcp: {} } });
    a7600Up(on, '+CIPRXGET=0', ...(setting ? [setting] : []), '+CIPOPEN=0,"TCP","shout.example",7');

    expect((on.at('AT+CIPSEND=0,2') + on.types('hi')).replace(/203\.0\.113\.\d/, '203.0.113.7')).toContain(
      pushed,
    );
  });

  it('are lost with the network: CIPEVENT', () => {
    const on = started('+CIPOPEN=0,"TCP","echo.example",7');
    on.modem.loseSockets();

    expect(on.hears()).toBe('\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n');
    expect(on.at('AT+NETOPEN?')).toContain('+NETOPEN: 0');
    expect(on.at('AT+NETOPEN')).toContain('+NETOPEN: 0');
    on.modem.loseBearer();
    expect(on.hears()).toBe(
      '\r\n+CGEV: NW PDN DEACT 1\r\n\r\n+HTTP_NONET_EVENT\r\n\r\n+CIPEVENT: NETWORK CLOSED UNEXPECTEDLY\r\n',
    );
    on.modem.loseBearer();
    expect(on.hears()).not.toContain('CIPEVENT');
  });

  it('listen: each client has a number and the index of its port', () => {
    const on = started('+CIPOPEN=0,"TCP","echo.example",7');
    const out = new Subject<string>();

    expect(on.at('AT+SERVERSTART=8080,2')).toBe(OK);
    expect(on.at('AT+SERVERSTART=8080,3')).toBe(`\r\n+IP ERROR: Operation not supported\r\n${ERROR}`);
    on.net.dial(8_080, out).subscribe();
    expect(on.hears()).toBe('\r\n+CLIENT: 1,2,198.51.100.7:50000\r\n');
    out.next('hi');
    expect(on.at('AT+CIPRXGET=2,1')).toContain('hi');
    expect(on.at('AT+CIPOPEN?')).toContain('+CIPOPEN: 1,"TCP","198.51.100.7",50000,2');
    expect(on.at('AT+SERVERSTOP=2')).toBe(`${OK}\r\n+SERVERSTOP: 2,0\r\n`);
    expect(on.at('AT+SERVERSTOP=2')).toContain('ERROR');
  });

  it('resolve names before OK, and unknown ones to a code after six seconds', () => {
    const on = started();

    expect(on.at('AT+CDNSGIP="echo.example"')).toBe(
      `\r\n+CDNSGIP: 1,"echo.example","203.0.113.7","203.0.113.8"\r\n${OK}`,
    );
    virtually(() => on.at('AT+CDNSGIP="nowhere.example"'));
    expect(on.hears()).toBe(`\r\n+CDNSGIP: 0,10\r\n${ERROR}`);
  });

  it('answer echo requests one by one behind OK, then count them', () => {
    const on = started();

    expect(virtually(() => on.at('AT+CPING="echo.example",1,2'))).toBe(OK);
    expect(on.hears()).toBe(
      '\r\n+CPING: 1,"203.0.113.7",64,40,56\r\n\r\n+CPING: 1,"203.0.113.7",64,40,56\r\n' +
        '\r\n+CPING: 3,2,2,0,40,40,40\r\n',
    );
    virtually(() => on.at('AT+CPING="dark.example",1,1,64,1000,10000'));
    expect(on.hears()).toContain('\r\n+CPING: 2\r\n\r\n+CPING: 3,1,0,1,0,0,0\r\n');
  });
});

describe.each(families)('the TLS sockets of a %s', (family) => {
  const echo: TcpServer = (incoming) => incoming;
  const hosts = {
    'tls.example': { tcp: { 443: { tls: true, serves: echo }, 80: {} } },
    'long.example': { tcp: { 443: { tls: true, serves: () => of('x'.repeat(1_500)) } } },
  };
  const started = (...lines: readonly string[]) => {
    const on = socketDesk({ family }, hosts);
    for (const line of [...lines, '+CCHSTART']) on.at(`AT${line}`);
    return on;
  };

  it('start, open, and tell how that went', () => {
    const on = started();

    expect(on.at('AT+CCHSTART')).toBe(ERROR);
    expect(on.at('AT+CCHOPEN=0,"tls.example",443,2')).toBe(`${OK}\r\n+CCHOPEN: 0,0\r\n`);
    expect(on.at('AT+CCHOPEN=0,"tls.example",443,2')).toBe(`${OK}\r\n+CCHOPEN: 0,11\r\n`);
    expect(on.at('AT+CCHOPEN=1,"tls.example",80,2')).toBe(`${OK}\r\n+CCHOPEN: 1,15\r\n`);
    expect(on.at('AT+CCHOPEN=1,"tls.example",81,1')).toBe(`${OK}\r\n+CCHOPEN: 1,14\r\n`);
    expect(on.at('AT+CCHOPEN=1,"nowhere.example",81,1')).toBe(`${OK}\r\n+CCHOPEN: 1,13\r\n`);
    expect(on.at('AT+CCHCLOSE=0')).toBe(`${OK}\r\n+CCHCLOSE: 0,0\r\n`);
    expect(on.at('AT+CCHSTOP')).toBe(`${OK}\r\n+CCHSTOP: 0\r\n`);
    expect(on.at('AT+CCHOPEN=0,"tls.example",443')).toBe(`${OK}\r\n+CCHOPEN: 0,11\r\n`);
  });

  it('verify with the context that CCHSSLCFG names', () => {
    const on = started('+CSSLCFG="authmode",3,1');
    on.at('AT+CCHSSLCFG=0,3');

    expect(on.at('AT+CCHOPEN=0,"tls.example",443')).toContain('+CCHOPEN: 0,15');
    // A failed open clears it (page 445).
    expect(on.at('AT+CCHOPEN=0,"tls.example",443')).toContain('+CCHOPEN: 0,0');
  });

  it('send, and keep what they receive until it is read', () => {
    const on = started('+CCHSET=1,1');
    on.at('AT+CCHOPEN=0,"tls.example",443');

    expect(on.at('AT+CCHSEND=0,5')).toBe('\r\n> ');
    expect(on.types('hello')).toBe(`\r\n+CCHEVENT: 0,RECV EVENT\r\n${OK}\r\n+CCHSEND: 0,0\r\n`);
    expect(on.at('AT+CCHRECV?')).toBe(`\r\n+CCHRECV: LEN,5,0\r\n${OK}`);
    expect(on.at('AT+CCHRECV=0,3')).toBe(`${OK}\r\n+CCHRECV: DATA,0,3\r\nhel\r\n+CCHRECV: 0,0\r\n`);
    expect(on.at('AT+CCHRECV=0')).toBe(`${OK}\r\n+CCHRECV: DATA,0,2\r\nlo\r\n+CCHRECV: 0,0\r\n`);
    expect(on.at('AT+CCHRECV=0')).toBe(`${OK}\r\n+CCHRECV: 0,0\r\n`);
  });

  it('cut what they push and what they give into parts', () => {
    const on = started();

    expect(on.at('AT+CCHOPEN=1,"long.example",443')).toBe(
      `${OK}\r\n+CCHOPEN: 1,0\r\n\r\n+CCHRECV: DATA,1,1024\r\n${'x'.repeat(1_024)}` +
        `\r\n+CCHRECV: DATA,1,476\r\n${'x'.repeat(476)}\r\n+CCH_PEER_CLOSED: 1\r\n`,
    );
  });
});
