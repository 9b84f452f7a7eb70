import { switchMap, take } from 'rxjs';
import { openModem, sim800 } from '../../lib';
import { modemSaying } from '../helpers/modemSaying';
import { virtually } from './virtually';
import { watch } from './watch';

/** What each command of a line is answered with, on one unit. */
const ANSWERS: readonly (readonly [RegExp, string])[] = [
  [/\+CPIN\?/i, '+CPIN: READY'],
  [/\+CSQ(?!=)/i, '+CSQ: 20,0'],
  [/\+CREG\?/i, '+CREG: 0,1'],
  [/\+CMTI\?/i, '+CMTI: "SM",3'],
  [/\+DOOR\?/i, '+DOOR: open'],
  [/^ATI/i, 'SIM800 R14.18'],
];

const linesOf = (typed: string): readonly string[] => {
  const answer = (line: string): string => {
    const body = line.replaceAll(/ |"[^"]*"/g, '');
    const said = ANSWERS.flatMap(([asked, text]) => (asked.test(body) ? [`\r\n${text}\r\n`] : []));
    return `${said.join('')}\r\nOK\r\n`;
  };
  const { values, end } = virtually(() =>
    watch(
      openModem(modemSaying(answer), sim800).pipe(
        take(1),
        switchMap((modem) => modem.sendRaw(typed)),
      ),
    ),
  );

  expect(end).toBe('completed');
  return values.flatMap(({ lines }) => lines);
};

describe('a raw line', () => {
  it.each([
    ['AT+CSQ', ['+CSQ: 20,0']],
    ['AT +CSQ', ['+CSQ: 20,0']],
    ['at + csq', ['+CSQ: 20,0']],
    ['AT+CSQ;', ['+CSQ: 20,0']],
    ['ATE0+CSQ', ['+CSQ: 20,0']],
    ['AT+CPIN?', ['+CPIN: READY']],
    ['AT +cpin?', ['+CPIN: READY']],
    ['ATE0V1+CPIN?;', ['+CPIN: READY']],
    ['AT+CPIN?;+CSQ', ['+CPIN: READY', '+CSQ: 20,0']],
    ['AT+CREG?;+CPIN?', ['+CPIN: READY', '+CREG: 0,1']],
    ['AT+X="+CSQ;";+CPIN?', ['+CPIN: READY']],
    ['AT+DOOR?', ['+DOOR: open']],
    ['AT+DOOR?;+CPIN?', ['+CPIN: READY', '+DOOR: open']],
    ['AT+CMTI?', ['+CMTI: "SM",3']],
    ['ATI;+CPIN?', ['+CPIN: READY', 'SIM800 R14.18']],
  ])('%j gives all its answers', (typed, lines) => {
    expect(linesOf(typed)).toEqual(lines);
  });
});
