import { a7600Up, OK, socketDesk, type SocketDesk } from './socketDesk';

// The conversation of TinyGSM, a library for microcontrollers, as its clients for SIM800 and SIM7600 have it: what they write,
// and what they look for in the answers.

/** What a client that compares texts looks for, in order; it skips what stands between. */
const findsAll = (heard: string, ...wanted: readonly string[]): boolean => {
  let at = 0;
  return wanted.every((text) => {
    const found = heard.indexOf(text, at);
    at = found + text.length;
    return found >= 0;
  });
};

/** A step of the client: what it types, and what it waits for. */
type Step = readonly [typed: string, ...wanted: readonly string[]];

const play = (on: SocketDesk, steps: readonly Step[]): readonly string[] =>
  steps.flatMap(([typed, ...wanted]) => {
    const heard = on.types(typed);
    return findsAll(heard, ...wanted) ? [] : [`${typed} → ${heard}`];
  });

const GPRS: readonly Step[] = [
  ['AT+CIPSHUT\r\n', 'SHUT OK\r\n'],
  ['AT+CGATT=0\r\n', 'OK\r\n'],
  ['AT+SAPBR=3,1,"Contype","GPRS"\r\n', 'OK\r\n'],
  ['AT+SAPBR=3,1,"APN","CMNET"\r\n', 'OK\r\n'],
  ['AT+CGDCONT=1,"IP","CMNET"\r\n', 'OK\r\n'],
  ['AT+CGATT=1\r\n', 'OK\r\n'],
  ['AT+CGACT=1,1\r\n', 'OK\r\n'],
  ['AT+SAPBR=1,1\r\n', 'OK\r\n'],
  ['AT+SAPBR=2,1\r\n', '+SAPBR: 1,1', 'OK\r\n'],
  ['AT+CIPMUX=1\r\n', 'OK\r\n'],
  ['AT+CIPQSEND=1\r\n', 'OK\r\n'],
  ['AT+CIPRXGET=1\r\n', 'OK\r\n'],
  ['AT+CSTT="CMNET","",""\r\n', 'OK\r\n'],
  ['AT+CIICR\r\n', 'OK\r\n'],
  // CIFSR has no result code: the client takes that of E0.
  ['AT+CIFSR;E0\r\n', '10.89.193.1', 'OK\r\n'],
  ['AT+CDNSCFG="8.8.8.8","8.8.4.4"\r\n', 'OK\r\n'],
];

describe('TinyGSM talks with a SIM800', () => {
  it('from CIPSHUT to the last byte', () => {
    const on = socketDesk();
    const request = 'GET / HTTP/1.1\r\n\r\n';
    const steps: readonly Step[] = [
      ...GPRS,
      ['AT+CIPSSL=?\r\n', '+CIPSSL:', 'OK\r\n'],
      ['AT+CIPSSL=0\r\n', 'OK\r\n'],
      ['AT+CIPSTART=0,"TCP","echo.example",7\r\n', 'OK\r\n', 'CONNECT OK\r\n'],
      [`AT+CIPSEND=0,${request.length}\r\n`, '>'],
      [request, `\r\nDATA ACCEPT:0,${request.length}\r\n`],
      ['AT+CIPSTATUS=0\r\n', '+CIPSTATUS:', ',"CONNECTED"', 'OK\r\n'],
      ['AT+CIPRXGET=4,0\r\n', `+CIPRXGET: 4,0,${request.length}\r\n`, 'OK\r\n'],
      ['AT+CIPRXGET=2,0,10\r\n', `+CIPRXGET: 2,0,10,${request.length - 10}\r\nGET / HTTP`, 'OK\r\n'],
      ['AT+CIPRXGET=2,0,1460\r\n', `+CIPRXGET: 2,0,${request.length - 10},0\r\n/1.1\r\n\r\n`, 'OK\r\n'],
      ['AT+CIPCLOSE=0,1\r\n', '0, CLOSE OK\r\n'],
      ['AT+CIPSHUT\r\n', 'SHUT OK\r\n'],
    ];

    expect(play(on, steps)).toEqual([]);
  });

  it('learns from URCs that bytes came and that the peer closed', () => {
    const on = socketDesk();
    const missed = play(on, [
      ...GPRS,
      [
        'AT+CIPSTART=1,"TCP","hello.example",80\r\n',
        'CONNECT OK\r\n',
        '\r\n+CIPRXGET: 1,1\r\n',
        'CLOSED\r\n',
      ],
      ['AT+CIPSTATUS=1\r\n', ',"CLOSED"', 'OK\r\n'],
      ['AT+CIPRXGET=2,1,1460\r\n', '+CIPRXGET: 2,1,5,0\r\nhello\r\n', 'OK\r\n'],
    ]);

    expect(missed).toEqual([]);
  });

  it('hears which ways a connection fails', () => {
    const on = socketDesk();
    const missed = play(on, [
      ...GPRS,
      ['AT+CIPSTART=0,"TCP","nowhere.example",80\r\n', 'CONNECT FAIL\r\n'],
      ['AT+CIPSTART=0,"TCP","echo.example",7\r\n', 'CONNECT OK\r\n'],
      ['AT+CIPSTART=0,"TCP","echo.example",7\r\n', 'ALREADY CONNECT\r\n'],
    ]);

    expect(missed).toEqual([]);
  });
});

describe('TinyGSM talks with a SIM7600', () => {
  it('from NETOPEN to the last byte', () => {
    const on = socketDesk({ family: 'sim7600' });
    const missed = play(on, [
      ['AT+CGDCONT=1,"IP","CMNET"\r\n', 'OK\r\n'],
      ['AT+CIPMODE=0\r\n', 'OK\r\n'],
      ['AT+CIPSENDMODE=0\r\n', 'OK\r\n'],
      ['AT+CIPCCFG=10,0,0,0,1,0,75000\r\n', 'OK\r\n'],
      ['AT+CIPTIMEOUT=75000,15000,15000\r\n', 'OK\r\n'],
      ['AT+NETOPEN\r\n', 'OK\r\n', '+NETOPEN: 0'],
      ['AT+NETOPEN?\r\n', '+NETOPEN: 1', 'OK\r\n'],
      ['AT+CIPRXGET=1\r\n', 'OK\r\n'],
      ['AT+CIPOPEN=0,"TCP","echo.example",7\r\n', 'OK\r\n', '+CIPOPEN: 0,0'],
      ['AT+CIPSEND=0,5\r\n', '>'],
      ['hello', '+CIPSEND: 0,5,5\r\n'],
      ['AT+CIPRXGET=4,0\r\n', '+CIPRXGET: 4,0,5\r\n', 'OK\r\n'],
      ['AT+CIPRXGET=2,0,1500\r\n', '+CIPRXGET: 2,0,5,0\r\nhello\r\n', 'OK\r\n'],
      ['AT+CIPCLOSE?\r\n', '+CIPCLOSE: 1,0,0,0,0,0,0,0,0,0\r\n', 'OK\r\n'],
      ['AT+CIPCLOSE=0\r\n', 'OK\r\n'],
      ['AT+NETCLOSE\r\n', 'OK\r\n', '+NETCLOSE: 0'],
    ]);

    expect(missed).toEqual([]);
  });

  it('leaves the service usable for the next', () => {
    const on = socketDesk({ family: 'sim7600' });
    a7600Up(on);

    expect(on.at('AT+NETCLOSE')).toContain(OK);
    expect(on.at('AT+NETOPEN')).toContain('+NETOPEN: 0');
  });
});
