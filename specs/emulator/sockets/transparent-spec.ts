import { concat, map, NEVER, Subject, timer } from 'rxjs';
import { latin1Bytes } from '../../../lib/grammar/latin1';
import { TestScheduler } from 'rxjs/testing';
import type { SimulatedHost } from '../../../lib/emulator';
import { ERROR, OK, socketDesk, type SocketDesk } from './socketDesk';

// Data mode: SIM800 AT manual V1.09 pages 36–37 and 221–248, A76XX pages 52–53 and 316–352, BG96 TCP/IP manual V1.0.

/** What a family types to be connected to a host with nothing but data on the line. */
const FAMILIES = {
  sim800: {
    before: ['+CIPMODE=1', '+CSTT="CMNET"', '+CIICR', '+CIFSR'],
    open: (host: string, port: number) => `AT+CIPSTART="TCP","${host}",${port}`,
    connected: `${OK}\r\nCONNECT\r\n`,
    failed: `${OK}\r\nSTATE: TCP CLOSED\r\n\r\nCONNECT FAIL\r\n`,
    closed: '\r\nCLOSED\r\n',
    close: 'AT+CIPCLOSE',
    gone: '\r\nCLOSE OK\r\n',
    withoutCall: ERROR,
  },
  a7600: {
    before: ['+CIPMODE=1', '+NETOPEN'],
    open: (host: string, port: number) => `AT+CIPOPEN=0,"TCP","${host}",${port}`,
    connected: '\r\nCONNECT\r\n',
    failed: '\r\nCONNECT FAIL\r\n',
    closed: '\r\nCLOSED\r\n',
    close: 'AT+NETCLOSE',
    gone: `${OK}\r\nCLOSED\r\n\r\n+NETCLOSE: 0\r\n`,
    withoutCall: '\r\nNO CARRIER\r\n',
  },
  quectel: {
    before: ['+QIACT=1'],
    open: (host: string, port: number) => `AT+QIOPEN=1,0,"TCP","${host}",${port},0,2`,
    connected: '\r\nCONNECT\r\n',
    failed: ERROR,
    closed: '\r\n+QIURC: "closed",0\r\n',
    close: 'AT+QICLOSE=0',
    gone: OK,
    withoutCall: '\r\nNO CARRIER\r\n',
  },
} as const;

/** Runs steps in virtual time, each so many milliseconds behind the one before. */
const inTurn = (steps: readonly (readonly [afterMs: number, act: () => void])[]): void => {
  new TestScheduler(() => undefined).run(({ flush }) => {
    let at = 0;
    for (const [afterMs, act] of steps) {
      at += afterMs;
      timer(at).subscribe(act);
    }
    flush();
  });
};

describe.each(Object.keys(FAMILIES) as (keyof typeof FAMILIES)[])(
  'a connection in data mode of a %s',
  (family) => {
    const how = FAMILIES[family];
    const up = (hosts: Readonly<Record<string, SimulatedHost>> = {}): SocketDesk => {
      const on = socketDesk({ family }, hosts);
      for (const line of how.before) on.at(`AT${line}`);
      on.hears();
      return on;
    };
    const shout = (port = 7) => how.open('shout.example', port);

    it('is told by CONNECT, and carries bytes as they are, both ways, without echo', () => {
      const on = up();
      on.types('ATE1\r');

      expect(on.at(shout())).toContain(how.connected);
      expect(on.types('AT\r\nok\x1a\x1b')).toBe('AT\r\nOK\x1a\x1b');
    });

    it('is left by +++ with silence around it, kept meanwhile, and entered again by ATO', () => {
      const on = up({ 'late.example': { tcp: { 7: (incoming) => concat(incoming, NEVER) } } });
      const heard: string[] = [];
      on.at(how.open('late.example', 7));
      inTurn([
        [10, () => heard.push(on.types('ab+++'))],
        [2_000, () => heard.push(on.types('+'))],
        [300, () => heard.push(on.types('++'))],
        [999, () => heard.push(on.hears())],
        [2, () => heard.push(on.hears())],
        [10, () => heard.push(on.at('AT'), on.at('ATO'))],
        [0, () => heard.push(on.types('xyz'))],
      ]);

      expect(heard).toEqual(['ab+++', '', '', '', OK, OK, '\r\nCONNECT\r\n', 'xyz']);
    });

    it('sends a + that is no escape, and the end of one that goes on', () => {
      const on = up();
      const heard: string[] = [];
      on.at(shout());
      inTurn([
        [0, () => heard.push(on.types('+'))],
        [1_001, () => heard.push(on.hears())],
        [2_000, () => heard.push(on.types('+++'))],
        [500, () => heard.push(on.types('a'))],
      ]);

      expect(heard).toEqual(['', '+', '', '+++A']);
    });

    it('keeps what comes while the port is a command line, and news while it carries data', () => {
      const peer = new Subject<string>();
      const on = up({ 'news.example': { tcp: { 7: () => peer.pipe(map(latin1Bytes)) } } });
      const heard: string[] = [];
      on.at('AT+CREG=1');
      on.at(how.open('news.example', 7));
      inTurn([
        [0, () => on.modem.register(2)],
        [0, () => heard.push(on.hears())],
        [1_500, () => heard.push(on.types('+++'))],
        [1_001, () => heard.push(on.hears())],
        [0, () => peer.next('one')],
        [0, () => heard.push(on.hears(), on.at('ATO'))],
        [0, () => peer.next('two')],
        [0, () => heard.push(on.hears())],
      ]);

      expect(heard).toEqual([
        '',
        '',
        expect.stringMatching(/^\r\nOK\r\n[^]*\+CREG: 2\r\n$/),
        '',
        '\r\nCONNECT\r\none',
        'two',
      ]);
    });

    it('ends with its peer: the port is a command line again', () => {
      const peer = new Subject<Uint8Array>();
      const on = up({ 'gone.example': { tcp: { 7: () => peer } } });
      on.at(how.open('gone.example', 7));
      peer.next(latin1Bytes('bye'));
      peer.complete();

      expect(on.hears()).toBe(`bye${how.closed}`);
      expect(on.at('ATO')).toBe(how.withoutCall);
      expect(on.at('AT')).toBe(OK);
    });

    it('is closed from the command line', () => {
      const on = up();
      const heard: string[] = [];
      on.at(shout());
      inTurn([
        [1_001, () => on.types('+++')],
        [1_001, () => on.hears()],
        [0, () => heard.push(on.at('ATH'), on.at(how.close), on.at('ATO'))],
      ]);

      expect(heard).toEqual([OK, how.gone, how.withoutCall]);
    });

    it('fails in its own words where nobody answers', () => {
      expect(up().at(shout(9))).toBe(how.failed);
    });
  },
);

describe('a connection in data mode', () => {
  it('is the only one', () => {
    const on = socketDesk({ family: 'a7600' });
    for (const line of ['+CIPMODE=1', '+NETOPEN']) on.at(`AT${line}`);

    expect(on.at('AT+CIPOPEN=1,"TCP","echo.example",7')).toBe(`\r\n+CIPOPEN: 1,4\r\n${ERROR}`);
  });
});

describe('a data call', () => {
  it.each(['sim800', 'a7600', 'quectel'] as const)(
    'of a %s answers nothing but +++ and its end',
    (family) => {
      const on = socketDesk({ family });
      const heard: string[] = [];
      heard.push(on.at('ATD*99***1#'));
      inTurn([
        [0, () => heard.push(on.types('~\xff\x7d\x23\xc0\x21~'))],
        [1_001, () => heard.push(on.types('+++'))],
        [1_001, () => heard.push(on.hears())],
        [0, () => heard.push(on.at('ATO'))],
        [1_001, () => heard.push(on.types('+++'))],
        [1_001, () => heard.push(on.hears())],
        [0, () => heard.push(on.at('ATH'), on.at('ATO').trim())],
      ]);
      const CONNECT = '\r\nCONNECT\r\n';

      expect(heard).toEqual([
        CONNECT,
        '',
        '',
        OK,
        CONNECT,
        '',
        OK,
        OK,
        expect.stringMatching(/^(ERROR|NO CARRIER)$/),
      ]);
    },
  );

  it('is 1 in numbers', () => {
    expect(socketDesk({ family: 'sim800' }).types('ATV0\rATD*99#\r')).toBe('0\r1\r');
  });

  it('ends with NO CARRIER when the network takes the bearer', () => {
    const on = socketDesk({ family: 'sim800' });
    on.at('ATD*99#');
    on.modem.loseBearer();

    expect(on.hears()).toContain('\r\nNO CARRIER\r\n');
    expect(on.at('AT')).toBe(OK);
  });
});

describe('a UDP SERVICE of a Quectel modem', () => {
  it('sends to whom the command names, and tells who has sent', () => {
    const on = socketDesk({ family: 'quectel' });
    on.at('AT+QIACT=1');
    on.at('AT+QISDE=0');

    expect(on.at('AT+QIOPEN=1,2,"UDP SERVICE","127.0.0.1",0,3030,0')).toBe(`${OK}\r\n+QIOPEN: 2,0\r\n`);
    expect(on.at('AT+QISTATE=1,2')).toContain('+QISTATE: 2,"UDP SERVICE","127.0.0.1",0');
    expect(on.at('AT+QISEND=2,5')).toBe(ERROR);
    expect(on.at('AT+QISEND=2,5,"echo.example",7') + on.types('hello')).toContain('\r\nSEND OK\r\n');
    expect(on.at('AT+QIRD=2,1500')).toMatch(/^\r\n\+QIRD: 5,"203\.0\.113\.7",7\r\nhello\r\nOK\r\n$/);
    expect(on.at('AT+QIRD=2,1500')).toBe(`\r\n+QIRD: 0\r\n${OK}`);
  });
});

describe('an upload that stops', () => {
  it('leaves what came on a Quectel modem, counted in front of 421; each byte gives it time', () => {
    const on = socketDesk({ family: 'quectel' });
    on.at('AT+CMEE=1');
    const heard: string[] = [];
    inTurn([
      [0, () => heard.push(on.at('AT+QFUPL="a.txt",10,5'))],
      [4_000, () => heard.push(on.types('12345'))],
      [4_000, () => heard.push(on.types('678'))],
      [4_999, () => heard.push(on.hears())],
      [2, () => heard.push(on.hears().replace(/,[0-9a-f]+\r/i, ',sum\r'))],
      [0, () => heard.push(on.at('AT+QFLST="a.txt"'))],
    ]);

    expect(heard).toEqual([
      '\r\nCONNECT\r\n',
      '',
      '',
      '',
      '\r\n+QFUPL: 8,sum\r\n\r\n+CME ERROR: 421\r\n',
      `\r\n+QFLST: "a.txt",8\r\n${OK}`,
    ]);
  });
});

describe('the position of an A7600', () => {
  it('comes every so many seconds until 0 stops it', () => {
    const on = socketDesk({ family: 'a7600', gnss: [], gnssFixMs: 0 });
    const heard: string[] = [];
    inTurn([
      [0, () => heard.push(on.at('AT+CGNSSINFO=2'), on.at('AT+CGNSSPWR=1'), on.at('AT+CGNSSINFO=20'))],
      [10_000, () => on.hears()],
      [0, () => heard.push(on.at('AT+CGNSSINFO=2'))],
      [5_000, () => heard.push(on.hears())],
      [0, () => heard.push(on.at('AT+CGNSSINFO=0'))],
      [60_000, () => heard.push(on.hears())],
    ]);
    const none = '\r\n+CGNSSINFO:,,,,,,,,,,,,,,,\r\n';

    expect(heard).toEqual([ERROR, OK, OK, OK, none + none, OK, '']);
    expect(on.at('AT+CGNSSINFO=256')).toBe(ERROR);
  });
});
