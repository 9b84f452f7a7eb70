import { concat, NEVER, of, Subject } from 'rxjs';
import { virtually } from '../../modem/virtually';
import { ERROR, OK, reset, sim800Up, socketDesk } from './socketDesk';

// SIM800 AT manual V1.09 pages 221–248, TCPIP note V1.00.

const CONNECTED = '\r\n0, CONNECT OK\r\n';

const connected = (...args: Parameters<typeof socketDesk>) => {
  const on = socketDesk(...args);
  sim800Up(on, '+CIPSTART=0,"TCP","echo.example",7');
  return on;
};

describe('a connection of a SIM800', () => {
  it('opens: OK first, then CONNECT OK with its number', () => {
    const on = socketDesk();
    sim800Up(on);

    expect(on.at('AT+CIPSTART=0,"TCP","echo.example",7')).toBe(OK + CONNECTED);
    expect(on.at('AT+CIPSTART=1,"TCP","203.0.113.7","7"')).toBe(`${OK}\r\n1, CONNECT OK\r\n`);
    expect(on.at('AT+CIPSTART=0,"TCP","echo.example",7')).toBe(`${OK}\r\n0, ALREADY CONNECT\r\n`);
    expect(on.net.connections.map(({ host, port }) => [host, port])).toEqual([
      ['echo.example', 7],
      ['203.0.113.7', 7],
    ]);
  });

  it.each([
    ['a name that no network knows', '"TCP","nowhere.example",80'],
    ['a port that refuses', '"TCP","echo.example",81'],
  ])('fails for %s', (_, target) => {
    const on = socketDesk();
    sim800Up(on);

    expect(on.at(`AT+CIPSTART=3,${target}`)).toBe(`${OK}\r\n3, CONNECT FAIL\r\n`);
    expect(on.at('AT+CIPSTATUS=3')).toBe(`\r\n+CIPSTATUS: 3,,"","","","INITIAL"\r\n${OK}`);
  });

  it('is refused before the stack is up, and in the form of the other mode', () => {
    const on = socketDesk();

    expect(on.at('AT+CIPSTART=0,"TCP","echo.example",7')).toBe(ERROR);
    sim800Up(on);
    expect(on.at('AT+CIPSTART="TCP","echo.example",7')).toBe(ERROR);
    expect(on.at('AT+CIPSTART=6,"TCP","echo.example",7')).toBe(ERROR);
  });

  it('fails after 75 seconds where the peer does not answer', () => {
    const on = socketDesk({}, { 'deep.example': { tcp: { 80: { connectMs: 200_000 } } } });
    sim800Up(on);
    const heard = virtually(() => on.at('AT+CIPSTART=0,"TCP","deep.example",80'));

    expect(heard).toBe(OK);
    expect(on.hears()).toBe('\r\n0, CONNECT FAIL\r\n');
  });

  it('closes: CLOSE OK with its number and no OK', () => {
    const on = connected();

    expect(on.at('AT+CIPCLOSE=0,1')).toBe('\r\n0, CLOSE OK\r\n');
    expect(on.at('AT+CIPCLOSE=0')).toBe(ERROR);
  });

  it('is closed by its peer: CLOSED, and what came before can still be read', () => {
    const on = socketDesk();
    sim800Up(on);

    expect(on.at('AT+CIPSTART=2,"TCP","hello.example",80')).toBe(
      `${OK}\r\n2, CONNECT OK\r\n\r\n+CIPRXGET: 1,2\r\n\r\n2, CLOSED\r\n`,
    );
    expect(on.at('AT+CIPSTATUS=2')).toContain('"CLOSED"');
    expect(on.at('AT+CIPRXGET=2,2,3')).toBe(`\r\n+CIPRXGET: 2,2,3,2\r\nhel${OK}`);
    expect(on.at('AT+CIPRXGET=2,2,1460')).toBe(`\r\n+CIPRXGET: 2,2,2,0\r\nlo${OK}`);
  });

  it('is reset by its peer: CLOSED', () => {
    const on = socketDesk({}, { 'rude.example': { tcp: { 80: () => concat(of('hi'), reset()) } } });
    sim800Up(on);

    expect(on.at('AT+CIPSTART=0,"TCP","rude.example",80')).toContain('\r\n0, CLOSED\r\n');
    expect(on.at('AT+CIPSEND=0,1')).toBe(ERROR);
  });

  it('ends with CIPSHUT, as all do, and with a restart', () => {
    const ended: string[] = [];
    const on = socketDesk(
      {},
      {
        'watch.example': {
          tcp: {
            80: (incoming) => {
              incoming.subscribe({ complete: () => ended.push('closed') });
              return NEVER;
            },
          },
        },
      },
    );
    sim800Up(on, '+CIPSTART=0,"TCP","watch.example",80', '+CIPSTART=5,"TCP","watch.example",80');

    expect(on.at('AT+CIPSHUT')).toBe('\r\nSHUT OK\r\n');
    expect(ended).toEqual(['closed', 'closed']);
    sim800Up(on, '+CIPSTART=0,"TCP","watch.example",80');
    on.modem.restart();
    expect(ended).toHaveLength(3);
    expect(on.at('AT+CIPSTATUS')).toContain('STATE: IP INITIAL');
  });
});

describe('the states of a SIM800’s stack', () => {
  it('are told behind OK, with a line for each connection and the listening port', () => {
    const on = connected();
    on.at('AT+CIPSERVER=1,8888');

    expect(on.at('AT+CIPSTATUS').split('\r\n').filter(Boolean)).toEqual([
      'OK',
      'STATE: IP PROCESSING',
      'S: 0,0,"8888","LISTENING"',
      'C: 0,0,"TCP","203.0.113.7","7","CONNECTED"',
      ...[1, 2, 3, 4, 5].map((number) => `C: ${number},,"","","","INITIAL"`),
    ]);
    expect(on.at('AT+CIPSTATUS=0')).toBe(`\r\n+CIPSTATUS: 0,0,"TCP","203.0.113.7","7","CONNECTED"\r\n${OK}`);
  });

  it('with one connection are those of the connection', () => {
    const on = socketDesk();
    const state = () => /STATE: (.*)\r/.exec(on.at('AT+CIPSTATUS'))?.[1];
    const states = [state()];
    // It brings the stack up by itself (page 223).
    expect(on.at('AT+CIPSTART="TCP","echo.example",7')).toBe(`${OK}\r\nCONNECT OK\r\n`);
    states.push(state());
    expect(on.at('AT+CIPCLOSE')).toBe('\r\nCLOSE OK\r\n');
    states.push(state());
    expect(on.at('AT+CIPSTART="TCP","echo.example",81')).toBe(
      `${OK}\r\nSTATE: TCP CLOSED\r\n\r\nCONNECT FAIL\r\n`,
    );
    on.at('AT+CIPSTART="TCP","echo.example",7');
    on.modem.loseSockets();
    states.push(state());

    expect(states).toEqual(['IP INITIAL', 'CONNECT OK', 'TCP CLOSED', 'PDP DEACT']);
  });

  it('end in PDP DEACT when the network is lost: only CIPSHUT leads back', () => {
    const on = connected();
    on.modem.loseSockets();

    expect(on.hears()).toBe('\r\n+PDP: DEACT\r\n');
    expect(on.at('AT+CIPSTART=1,"TCP","echo.example",7')).toBe(ERROR);
    expect(on.at('AT+CIPRXGET=2,0,10')).toBe(ERROR);
    expect(on.at('AT+CSTT')).toBe(ERROR);
    expect(on.at('AT+CIPSHUT')).toBe('\r\nSHUT OK\r\n');
    sim800Up(on);
    expect(on.at('AT+CIPSTART=0,"TCP","echo.example",7')).toContain('CONNECT OK');
  });
});

describe('a SIM800 sends', () => {
  it('counted bytes: a prompt, then SEND OK when the peer has them', () => {
    const on = connected();

    expect(on.at('AT+CIPSEND=0,5')).toBe('\r\n> ');
    expect(on.types('a\r\n\x1a\x1b')).toBe('\r\n+CIPRXGET: 1,0\r\n\r\n0, SEND OK\r\n');
    expect(on.at('AT+CIPRXGET=2,0,1460')).toBe(`\r\n+CIPRXGET: 2,0,5,0\r\na\r\n\x1a\x1b${OK}`);
  });

  it('quickly: DATA ACCEPT when the modem has them', () => {
    const on = connected({}, { 'far.example': { tcp: { 7: { acknowledgeMs: 5_000 } } } });
    on.at('AT+CIPQSEND=1');
    on.at('AT+CIPSTART=1,"TCP","far.example",7');
    const heard = virtually(() => on.at('AT+CIPSEND=1,3') + on.types('abc') + on.at('AT+CIPACK=1'));

    expect(heard).toBe(`\r\n> \r\nDATA ACCEPT:1,3\r\n\r\n+CIPACK: 3,0,3\r\n${OK}`);
    expect(on.at('AT+CIPACK=1')).toBe(`\r\n+CIPACK: 3,3,0\r\n${OK}`);
  });

  it('text up to Ctrl-Z, and nothing where ESC cancels it', () => {
    const on = connected();

    expect(on.at('AT+CIPSEND=0') + on.types('two\rlines\x08\x1a')).toContain('0, SEND OK');
    expect(on.at('AT+CIPRXGET=2,0,99')).toContain('\r\n+CIPRXGET: 2,0,10,0\r\ntwo\rlines\x08\r\nOK');
    expect(on.at('AT+CIPSEND=0') + on.types('no\x1b')).toBe(`\r\n> ${OK}`);
    expect(on.at('AT+CIPRXGET=4,0')).toBe(`\r\n+CIPRXGET: 4,0,0\r\n${OK}`);
  });

  it('up to 1,460 bytes at once, as CIPSEND? says', () => {
    const on = connected();

    expect(on.at('AT+CIPSEND?')).toBe(
      [0, 1, 2, 3, 4, 5].map((link) => `\r\n+CIPSEND: ${link},${link === 0 ? 1_460 : 0}\r\n`).join('') + OK,
    );
    expect(on.at('AT+CIPSEND=0,1461')).toBe(ERROR);
    expect(on.at('AT+CIPSEND=0') + on.types(`${'x'.repeat(1_461)}\x1a`)).toBe(`\r\n> ${ERROR}`);
    expect(on.at('AT+CIPSEND=1,5')).toBe(ERROR);
  });

  it('without a prompt as CIPSPRT says, and echoes what is typed while ATE1 is set', () => {
    const on = connected();
    on.at('AT+CIPSPRT=0');

    expect(on.at('AT+CIPSEND=0,2')).toBe('');
    expect(on.types('hi')).toContain('0, SEND OK');
    on.at('AT+CIPSPRT=1;E1');
    expect(on.at('AT+CIPSEND=0,2') + on.types('hi')).toContain('> hi\r\n');
  });

  it('SEND FAIL where the connection ends before the peer has the bytes', () => {
    const end = new Subject<string>();
    const on = connected({}, { 'far.example': { tcp: { 7: { serves: () => end, acknowledgeMs: 9_000 } } } });
    on.at('AT+CIPSTART=1,"TCP","far.example",7');
    let heard = '';
    virtually(() => {
      heard = on.at('AT+CIPSEND=1,3') + on.types('abc');
      end.complete();
    });

    expect(heard).toBe('\r\n> ');
    expect(on.hears()).toBe('\r\n1, SEND FAIL\r\n\r\n1, CLOSED\r\n');
  });
});

describe('a SIM800 receives', () => {
  it('bytes that wait: one URC for as many as come before the host reads', () => {
    const out = new Subject<string>();
    const on = connected({}, { 'news.example': { tcp: { 80: () => out } } });
    on.at('AT+CIPSTART=1,"TCP","news.example",80');
    out.next('abc');
    out.next('def');

    expect(on.hears()).toBe('\r\n+CIPRXGET: 1,1\r\n');
    expect(on.at('AT+CIPRXGET=4,1')).toBe(`\r\n+CIPRXGET: 4,1,6\r\n${OK}`);
    expect(on.at('AT+CIPRXGET=3,1,730')).toBe(`\r\n+CIPRXGET: 3,1,6,0\r\n616263646566${OK}`);
    expect(on.at('AT+CIPRXGET=2,1,10')).toBe(`\r\n+CIPRXGET: 2,1,0,0\r\n${OK}`);
    out.next('g');
    expect(on.hears()).toBe('\r\n+CIPRXGET: 1,1\r\n');
    expect(on.at('AT+CIPRXGET=2,1,1461')).toBe(ERROR);
    expect(on.at('AT+CIPRXGET=0')).toBe(ERROR);
  });

  it('no more than its buffer holds: the peer waits', () => {
    const given: unknown[] = [];
    const pieces = Array.from({ length: 20 }, (_, at) => at);
    const on = connected(
      {},
      {
        'bulk.example': {
          tcp: { 80: () => of(...pieces.map((at) => String.fromCharCode(65 + at).repeat(1_460))) },
        },
      },
    );
    on.at('AT+CIPSTART=1,"TCP","bulk.example",80');
    const waiting = () => Number(/4,1,(\d+)/.exec(on.at('AT+CIPRXGET=4,1'))?.[1]);

    expect(waiting()).toBe(11_680);
    for (let at = 0; at < 20; at += 1)
      given.push(/\d\r\n([A-Z])/.exec(on.at('AT+CIPRXGET=2,1,1460'))?.[1]?.charCodeAt(0));
    expect(given).toEqual(pieces.map((at) => 65 + at));
    expect(waiting()).toBe(0);
  });

  it.each([
    ['with several connections by +RECEIVE', '', '\r\n+RECEIVE,0,2:\r\nhi'],
    ['with the sender', '+CIPSRIP=1', '\r\n+RECEIVE,0,2,203.0.113.7:7:\r\nhi'],
  ])('pushed bytes %s', (_, setting, pushed) => {
    const on = socketDesk();
    sim800Up(on, '+CIPRXGET=0', ...(setting ? [setting] : []), '+CIPSTART=0,"TCP","echo.example",7');

    expect(on.at('AT+CIPSEND=0,2') + on.types('hi')).toContain(pushed);
  });

  it.each([
    ['bare', '+CIPHEAD=0', '\r\n> hi\r\nSEND OK\r\n'],
    ['behind +IPD', '+CIPHEAD=1', '\r\n> \r\n+IPD,2:hi\r\nSEND OK\r\n'],
    ['behind +IPD with the protocol', '+CIPHEAD=1;+CIPSHOWTP=1', '\r\n> \r\n+IPD,2,TCP:hi\r\nSEND OK\r\n'],
    ['behind the sender', '+CIPSRIP=1', '\r\n> \r\nRECV FROM:203.0.113.7:7\r\nhi\r\nSEND OK\r\n'],
  ])('pushed bytes of the only connection %s', (_, setting, heard) => {
    const on = socketDesk();
    on.at(`AT${setting}`);
    on.at('AT+CIPSTART="TCP","echo.example",7');

    expect(on.at('AT+CIPSEND=2') + on.types('hi')).toBe(heard);
  });

  it('the bytes of the only connection without a number', () => {
    const on = socketDesk();
    on.at('AT+CIPRXGET=1');
    on.at('AT+CIPSTART="TCP","echo.example",7');

    expect(on.at('AT+CIPSEND') + on.types('hello\x1a')).toBe('\r\n> \r\n+CIPRXGET: 1\r\n\r\nSEND OK\r\n');
    expect(on.at('AT+CIPRXGET=4')).toBe(`\r\n+CIPRXGET: 4,5\r\n${OK}`);
    expect(on.at('AT+CIPRXGET=2,3')).toBe(`\r\n+CIPRXGET: 2,3,2\r\nhel${OK}`);
    expect(on.at('AT+CIPRXGET=3,3')).toBe(`\r\n+CIPRXGET: 3,2,0\r\n6C6F${OK}`);
    expect(on.at('AT+CIPSEND?')).toBe(`\r\n+CIPSEND: 1460\r\n${OK}`);
    expect(on.at('AT+CIPACK')).toBe(`\r\n+CIPACK: 5,5,0\r\n${OK}`);
  });

  it('datagrams, each for itself', () => {
    const on = socketDesk();
    sim800Up(on, '+CIPQSEND=1', '+CIPSTART=4,"UDP","echo.example",7');

    expect(on.at('AT+CIPSEND=4,3') + on.types('one')).toContain('\r\nDATA ACCEPT:4,3\r\n');
    on.at('AT+CIPSEND=4,3');
    on.types('two');
    expect(on.at('AT+CIPRXGET=2,4,1460')).toBe(`\r\n+CIPRXGET: 2,4,3,3\r\none${OK}`);
    expect(on.at('AT+CIPRXGET=2,4,1460')).toBe(`\r\n+CIPRXGET: 2,4,3,0\r\ntwo${OK}`);
    expect(on.at('AT+CIPSTATUS=4')).toContain('"UDP"');
  });
});

describe('names, echo requests and clients of a SIM800', () => {
  it('a name is resolved behind OK', () => {
    const on = socketDesk();
    sim800Up(on);

    expect(on.at('AT+CDNSGIP="echo.example"')).toBe(
      `${OK}\r\n+CDNSGIP: 1,"echo.example","203.0.113.7","203.0.113.8"\r\n`,
    );
    expect(on.at('AT+CDNSGIP="nowhere.example"')).toBe(`${OK}\r\n+CDNSGIP: 0,8\r\n`);
  });

  it('an echo request is answered with a time in tenths of seconds, or with the whole time', () => {
    const on = socketDesk();
    sim800Up(on);
    const heard = virtually(() => on.at('AT+CIPPING="echo.example",2'));

    expect(heard + on.hears()).toBe(
      `\r\n+CIPPING: 1,"203.0.113.7",0,56\r\n\r\n+CIPPING: 2,"203.0.113.7",0,56\r\n${OK}`,
    );
    virtually(() => on.at('AT+CIPPING="dark.example",1,32,10'));
    expect(on.hears()).toMatch(/^\r\n\+CIPPING: 1,"203.0.113.\d",10,255\r\n\r\nOK\r\n$/);
  });

  it('a client of the listening port gets the lowest free number', () => {
    const on = connected();
    const out = new Subject<string>();
    const heard: number[] = [];

    expect(on.at('AT+CIPSERVER=1,8888')).toBe(`${OK}\r\nSERVER OK\r\n`);
    on.net.dial(8_888, out).subscribe((bytes) => heard.push(...bytes));
    expect(on.hears()).toBe('\r\n1, REMOTE IP: 198.51.100.7\r\n');
    out.next('ping');
    expect(on.at('AT+CIPRXGET=2,1,99')).toContain('\r\nping\r\n');
    on.at('AT+CIPSEND=1,2');
    on.types('ok');
    expect(heard).toEqual([111, 107]);
    out.complete();
    expect(on.hears()).toContain('\r\n1, CLOSED\r\n');
    expect(on.at('AT+CIPSERVER=0')).toBe(`${OK}\r\nSERVER CLOSE\r\n`);
    expect(on.at('AT+CIPSERVER=0')).toBe(ERROR);
  });

  it('CIPSSL makes new connections TLS, verified as SSLOPT says', () => {
    const hosts = { 'tls.example': { tcp: { 443: { tls: true }, 80: {} } } };
    const on = socketDesk({}, hosts);
    sim800Up(on, '+CIPSSL=1');

    expect(on.at('AT+CIPSTART=0,"TCP","tls.example",443')).toContain('CONNECT OK');
    expect(on.at('AT+CIPSTART=1,"TCP","tls.example",80')).toContain('CONNECT FAIL');
    on.at('AT+SSLOPT=0,0');
    expect(on.at('AT+CIPSTART=2,"TCP","tls.example",443')).toContain('CONNECT FAIL');
  });
});
