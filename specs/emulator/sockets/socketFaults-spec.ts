import { of, Subject } from 'rxjs';
import { faults } from '../../../lib/emulator';
import { virtually } from '../../modem/virtually';
import { a7600Up, ERROR, OK, sim800Up, socketDesk } from './socketDesk';

const sim800 = (fault: ReturnType<(typeof faults)[keyof typeof faults]>, ...lines: readonly string[]) => {
  const on = socketDesk(
    { faults: [fault] },
    { 'bulk.example': { tcp: { 80: () => of('x'.repeat(3_000)) } } },
  );
  sim800Up(on, ...lines);
  return on;
};

const a7600 = (fault: ReturnType<(typeof faults)[keyof typeof faults]>) => {
  const on = socketDesk({ family: 'a7600', faults: [fault] });
  a7600Up(on, '+CIPOPEN=0,"TCP","echo.example",7');
  return on;
};

const OPEN = '+CIPSTART=0,"TCP","echo.example",7';
const BULK = '+CIPSTART=0,"TCP","bulk.example",80';

describe('a fault of the sockets', () => {
  it('loses their context in the middle of an answer, and nothing but theirs', () => {
    const on = sim800(faults.socketsLost({ during: 'AT+CIPRXGET=2', after: 100 }), BULK);
    on.at('AT+SAPBR=1,1');

    expect(on.at('AT+CIPRXGET=2,0,200')).toBe(
      `\r\n+CIPRXGET: 2,0,200,2800\r\n${'x'.repeat(200)}\r\n+PDP: DEACT\r\n${OK}`,
    );
    expect(on.at('AT+CIPRXGET=2,0,200')).toBe(ERROR);
    expect(on.at('AT+SAPBR=2,1')).toContain('+SAPBR: 1,1');
  });

  it('closes the connections in the middle of a read: the rest can still be read', () => {
    const out = new Subject<string>();
    const on = socketDesk(
      { faults: [faults.linksClosed({ during: 'AT+CIPRXGET=2', after: 30 })] },
      { 'news.example': { tcp: { 80: () => out } } },
    );
    sim800Up(on, '+CIPSTART=3,"TCP","news.example",80');
    out.next('x'.repeat(100));

    expect(on.at('AT+CIPRXGET=2,3,50')).toContain(
      `+CIPRXGET: 2,3,50,50\r\n${'x'.repeat(50)}\r\n3, CLOSED\r\n${OK}`,
    );
    expect(on.at('AT+CIPRXGET=2,3,50')).toContain(`+CIPRXGET: 2,3,50,0\r\n${'x'.repeat(50)}${OK}`);
  });

  it('fails a connection late, while the line is free for others', () => {
    const on = sim800(faults.failedConnects({ ms: 60_000 }));

    expect(virtually(() => on.at(`AT${OPEN}`) + on.at('AT+CSQ'))).toMatch(/^\r\nOK\r\n\r\n\+CSQ/);
    expect(on.hears()).toBe('\r\n0, CONNECT FAIL\r\n');
    expect(on.at(`AT${OPEN}`)).toContain('CONNECT OK');
  });

  it('fails a connection of an A7600 with time-out', () => {
    const on = socketDesk({ family: 'a7600', faults: [faults.failedConnects()] });
    a7600Up(on);
    virtually(() => on.at('AT+CIPOPEN=0,"TCP","echo.example",7'));

    expect(on.hears()).toContain('+CIPOPEN: 0,10');
  });

  it('fails a send: SEND FAIL, and the peer gets nothing', () => {
    const on = sim800(faults.failedSends(), OPEN);

    expect(on.at('AT+CIPSEND=0,2') + on.types('hi')).toBe('\r\n> \r\n0, SEND FAIL\r\n');
    on.at('AT+CIPSEND=0,2');
    expect(on.types('ok')).toContain('0, SEND OK');
    expect(on.at('AT+CIPRXGET=2,0,99')).toContain('\r\nok\r\n');
  });

  it('fails a send of an A7600: -1', () => {
    const on = a7600(faults.failedSends());
    on.at('AT+CIPSEND=0,2');

    expect(on.types('hi')).toBe(`${OK}\r\n+CIPSEND: 0,2,-1\r\n`);
  });

  it('delays SEND OK, and the line with it', () => {
    const on = sim800(faults.slowSends({ ms: 20_000 }), '+CIPSTART=0,"TCP","shout.example",7');
    const heard = virtually(() => on.at('AT+CIPSEND=0,2') + on.types('hi') + on.at('AT+CSQ'));

    expect(heard).toBe('\r\n> \r\n+CIPRXGET: 1,0\r\n');
    expect(on.hears()).toMatch(/^\r\n0, SEND OK\r\n\r\n\+CSQ/);
  });

  it('leaves room for few bytes: a send of more is refused, by an A7600 behind the data', () => {
    const on = sim800(faults.fullWindow({ bytes: 10 }), OPEN);

    expect(on.at('AT+CIPSEND=0,11')).toBe(ERROR);
    expect(on.at('AT+CIPSEND=0,11')).toBe('\r\n> ');
    expect(on.types('hello world')).toContain('0, SEND OK');
    const lte = a7600(faults.fullWindow({ bytes: 3 }));
    lte.at('AT+CIPSEND=0,5');
    expect(lte.types('hello')).toContain('+CIPSEND: 0,5,3');
    expect(lte.at('AT+CIPRXGET=2,0')).toContain('\r\nhel\r\n');
    const full = a7600(faults.fullWindow());
    full.at('AT+CIPSEND=0,5');
    expect(full.types('hello')).toContain('+CIPSEND: 0,5,0');
  });

  it.each([
    ['with a header', {}, '\r\n+RECEIVE,0,4:\r\nOK\r\n'],
    ['bare', { text: 'ERROR' }, 'ERROR'],
  ])('pushes bytes into the middle of an answer, %s', (_, more, pushed) => {
    const fault = faults.pushedBytes({ where: ['before-final'], times: 'always', ...more });
    const on = socketDesk({ faults: [fault] });

    expect(on.at('AT+CSQ')).toBe(`\r\n+CSQ: 20,0\r\n${pushed}${OK}`);
  });
});
