import { ftp, http, type Modem, quectel, sim800 } from '../../../lib';
import { line, OK } from '../../modem/scripted';
import { type Part, played } from './played';

/* The number that a result has behind its code 0 may be lost on the line: that is no number 0. */

const server = { host: 'ftp.example.com' };
const FILE = 'C:\\User\\ftp\\a.bin';
const ONCE = { attempts: 1, delay: 0 } as const;

const TRANSFERS = [
  {
    result: '+FTPGETTOFS',
    begins: 'AT+FTPGETTOFS=',
    act: (modem: Modem) => ftp.getToFile(modem, server, '/a', 'a.bin', { retry: ONCE }),
    mayBeDone: undefined,
  },
  {
    result: '+FTPPUTFRMFS',
    begins: 'AT+FTPPUTFRMFS=',
    act: (modem: Modem) => ftp.putFromFile(modem, server, '/a', 'a.bin', { retry: ONCE }),
    mayBeDone: true,
  },
];

describe.each(TRANSFERS)('$result of a SIM800 without its number', ({ result, begins, act, mayBeDone }) => {
  const saying =
    (told: string, size: string | readonly string[]): Part =>
    (text) => {
      if (text.startsWith(begins)) return OK + line(`${result}: 0${told}`);
      return text === `AT+FSFLSIZE=${FILE}` ? size : undefined;
    };

  it.each([',', '', ', '])('is asked for in the file: %j', (told) => {
    const { end, values } = played(sim800, saying(told, line('+FSFLSIZE: 700') + OK), act);

    expect({ end, values }).toEqual({ end: 'completed', values: [700] });
  });

  it('says no length where the file does not tell it', () => {
    for (const size of [line('ERROR'), line('+CME ERROR: 3'), []]) {
      const { end, values, reason, message } = played(sim800, saying(',', size), act);

      expect({ end, values, mayBeDone: reason?.mayBeDone }).toEqual({
        end: 'unreadable',
        values: [],
        mayBeDone,
      });
      expect(message).toContain(`AT${result}: the answer "${result}: 0,"`);
    }
  });

  it('asks nothing where it is there', () => {
    const { values, written } = played(sim800, saying(',700', line('ERROR')), act);

    expect(values).toEqual([700]);
    expect(written.some((text) => text.startsWith('AT+FSFLSIZE'))).toBe(false);
  });
});

describe('the result of a request of a Quectel without its status', () => {
  it.each<[string, (modem: Modem) => unknown, string]>([
    ['GET', (modem) => http.get(modem, { url: 'http://a.b/', retry: ONCE }), '+QHTTPGET'],
    ['POST', (modem) => http.post(modem, { url: 'http://a.b/', body: 'x', retry: ONCE }), '+QHTTPPOSTFILE'],
    ['PUT', (modem) => http.put(modem, { url: 'http://a.b/', body: 'x', retry: ONCE }), '+QHTTPPUTFILE'],
  ])('is named by the command: %s', (_, act, name) => {
    const { end, message } = played(
      quectel,
      (text) => (text.startsWith(`AT${name}=`) ? OK + line(`${name}: 0`) : undefined),
      act as (modem: Modem) => ReturnType<typeof http.get>,
    );

    expect(end).toBe('unreadable');
    expect(message).toContain(`AT${name}: the answer "${name}: 0"`);
    expect(message).toContain('try again, since it may be damaged');
  });

  it('is named so where a failure comes in its place', () => {
    const { message } = played(
      quectel,
      (text) => (text.startsWith('AT+QHTTPGET=') ? OK + line('+CME ERROR: 50') : undefined),
      (modem) => http.get(modem, { url: 'http://a.b/', retry: ONCE }),
    );

    expect(message).toMatch(/^AT\+QHTTPGET: /);
  });
});
