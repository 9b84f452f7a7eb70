import { faults } from '../../../lib/emulator';
import { virtually } from '../../modem/virtually';
import { ERROR, OK, socketDesk, type SocketDesk } from './socketDesk';

// BG96 TCP/IP manual V1.0 chapter 2 (conversation T9 of the reference), BG96 SSL manual V1.0 pages 15–20.

const up = (options: Parameters<typeof socketDesk>[0] = {}, ...lines: readonly string[]): SocketDesk => {
  const on = socketDesk({ family: 'quectel', ...options });
  for (const line of ['+QIACT=1', '+QISDE=0', ...lines]) on.at(`AT${line}`);
  return on;
};
const ECHO = '+QIOPEN=1,0,"TCP","echo.example",7,0,0';

describe('the sockets of a Quectel modem', () => {
  it('need an active context; the result comes behind OK', () => {
    const on = socketDesk({ family: 'quectel' });

    expect(on.at(`AT${ECHO}`)).toBe(`${OK}\r\n+QIOPEN: 0,561\r\n`);
    expect(on.at('AT+QIGETERROR')).toBe(`\r\n+QIGETERROR: 561,open PDP context failed\r\n${OK}`);
    on.at('AT+QIACT=1');
    expect(on.at(`AT${ECHO}`)).toBe(`${OK}\r\n+QIOPEN: 0,0\r\n`);
    expect(on.at(`AT${ECHO}`)).toBe(`${OK}\r\n+QIOPEN: 0,563\r\n`);
    expect(on.at('AT+QIOPEN=1,1,"TCP","echo.example",8,0,0')).toBe(`${OK}\r\n+QIOPEN: 1,566\r\n`);
    expect(on.at('AT+QIOPEN=1,2,"TCP","nowhere.example",8,0,0')).toBe(`${OK}\r\n+QIOPEN: 2,565\r\n`);
    expect(on.at('AT+QISTATE=1,0')).toBe(`\r\n+QISTATE: 0,"TCP","203.0.113.7",7,0,2,1,0,0,"uart1"\r\n${OK}`);
  });

  it('send what is typed up to Ctrl-Z, and give all without a size; ESC cancels', () => {
    const on = up({}, ECHO);

    expect(on.at('AT+QISEND=0')).toBe('\r\n> ');
    expect(on.types('hello\x1a')).toContain('\r\nSEND OK\r\n');
    expect(on.at('AT+QIRD=0')).toBe(`\r\n+QIRD: 5\r\nhello${OK}`);
    on.at('AT+QISEND=0');
    expect(on.types('hello\x1b')).toContain(OK);
    expect(on.at('AT+QIRD=0,0')).toContain('+QIRD: 5,5,0');
  });

  it('are listed all at once, with the ports that listen', () => {
    const on = up({}, ECHO, '+QIOPEN=1,11,"TCP LISTENER","127.0.0.1",0,2020,0');
    const lines = [
      '+QISTATE: 0,"TCP","203.0.113.7",7,0,2,1,0,0,"uart1"',
      '+QISTATE: 11,"TCP LISTENER","127.0.0.1",0,2020,3,1,11,0,"uart1"',
    ];
    const all = `\r\n${lines[0]}\r\n\r\n${lines[1]}\r\n${OK}`;

    expect(['?', '', '=0,1'].map((form) => on.at(`AT+QISTATE${form}`))).toEqual([all, all, all]);
    expect(on.at('AT+QISTATE=0,2')).toBe(OK);
    expect(on.at('AT+QISTATE=1,11')).toBe(`\r\n${lines[1]}\r\n${OK}`);
  });

  it('send counted bytes, and keep what comes until it is read', () => {
    const on = up({}, ECHO);

    expect(on.at('AT+QISEND=0,5')).toBe('\r\n> ');
    expect(on.types('hello')).toBe('\r\n+QIURC: "recv",0\r\n\r\nSEND OK\r\n');
    expect(on.at('AT+QISEND=0,0')).toBe(`\r\n+QISEND: 5,5,0\r\n${OK}`);
    expect(on.at('AT+QIRD=0,0')).toBe(`\r\n+QIRD: 5,0,5\r\n${OK}`);
    expect(on.at('AT+QIRD=0,3')).toBe(`\r\n+QIRD: 3\r\nhel${OK}`);
    expect(on.at('AT+QIRD=0,1500')).toBe(`\r\n+QIRD: 2\r\nlo${OK}`);
    expect(on.at('AT+QIRD=0,1500')).toBe(`\r\n+QIRD: 0\r\n${OK}`);
  });

  it('echo what is sent until QISDE turns it off', () => {
    const on = up({}, '+QISDE=1', ECHO);
    on.at('AT+QISEND=0,5');

    expect(on.types('hello')).toMatch(/^hello\r\n/);
  });

  it('say SEND FAIL where the buffer is full; nothing is sent then', () => {
    const on = up({ faults: [faults.fullWindow({ bytes: 3 })] }, ECHO);
    on.at('AT+QISEND=0,5');

    expect(on.types('hello')).toBe('\r\nSEND FAIL\r\n');
    expect(on.at('AT+QISEND=0,0')).toBe(`\r\n+QISEND: 0,0,0\r\n${OK}`);
  });

  it('report the end, and keep bytes and number until QICLOSE', () => {
    const on = up({}, '+QIOPEN=1,3,"TCP","hello.example",80,0,0');

    expect(on.at('AT+QISEND=3,1')).toBe(ERROR);
    expect(on.at('AT+QIRD=3,1500')).toBe(`\r\n+QIRD: 5\r\nhello${OK}`);
    expect(on.at('AT+QIOPEN=1,3,"TCP","echo.example",7,0,0')).toBe(`${OK}\r\n+QIOPEN: 3,563\r\n`);
    expect(on.at('AT+QICLOSE=3')).toBe(OK);
    expect(on.at('AT+QICLOSE=3')).toBe(ERROR);
    expect(on.at('AT+QIOPEN=1,3,"TCP","echo.example",7,0,0')).toBe(`${OK}\r\n+QIOPEN: 3,0\r\n`);
  });

  it('push what comes in mode 1', () => {
    const on = up();

    expect(on.at('AT+QIOPEN=1,0,"TCP","hello.example",80,0,1')).toBe(
      `${OK}\r\n+QIOPEN: 0,0\r\n\r\n+QIURC: "recv",0,5\r\nhello\r\n+QIURC: "closed",0\r\n`,
    );
  });

  it('are gone with the context', () => {
    const on = up({}, ECHO);
    on.at('AT+QIDEACT=1');

    expect(on.at('AT+QISTATE=1,0')).toBe(OK);
    expect(on.at('AT+QIRD=0,1500')).toBe(ERROR);
  });

  it('resolve names and ping', () => {
    const on = up();

    expect(on.at('AT+QIDNSGIP=1,"echo.example"')).toBe(
      `${OK}\r\n+QIURC: "dnsgip",0,2,600\r\n\r\n+QIURC: "dnsgip","203.0.113.7"\r\n\r\n+QIURC: "dnsgip","203.0.113.8"\r\n`,
    );
    expect(on.at('AT+QIDNSGIP=1,"nowhere.example"')).toBe(`${OK}\r\n+QIURC: "dnsgip",565\r\n`);
    virtually(() => on.at('AT+QPING=1,"echo.example",4,2'));
    expect(on.hears()).toBe(
      '\r\n+QPING: 0,"203.0.113.7",32,40,56\r\n\r\n+QPING: 0,"203.0.113.7",32,40,56\r\n\r\n+QPING: 0,2,2,0,40,40,40\r\n',
    );
  });

  it('open TLS with a context, and fail with 566', () => {
    const hosts = { 'secure.example': { tcp: { 443: { tls: true } } } };
    const on = socketDesk({ family: 'quectel' }, hosts);
    on.at('AT+QIACT=1');

    expect(on.at('AT+QSSLOPEN=1,1,4,"secure.example",443,0')).toBe(`${OK}\r\n+QSSLOPEN: 4,0\r\n`);
    expect(on.at('AT+QSSLSTATE=4')).toContain('+QSSLSTATE: 4,"SSLClient","203.0.113.');
    expect(on.at('AT+QSSLRECV=4,1500')).toBe(`\r\n+QSSLRECV: 0\r\n${OK}`);
    on.at('AT+QSSLCFG="seclevel",2,1');
    expect(on.at('AT+QSSLOPEN=1,2,5,"secure.example",443,0')).toBe(`${OK}\r\n+QSSLOPEN: 5,566\r\n`);
    expect(on.at('AT+QSSLCLOSE=4')).toBe(OK);
  });
});
