import { attention } from '../../lib/families/standard/generalCommands';
import { ussdSend } from '../../lib/families/standard/callCommands';
import { ussd } from '../../lib/families/standard/callUrcs';
import { signal } from '../../lib/families/standard/networkCommands';
import { circuitRegistrationChanged } from '../../lib/families/standard/networkUrcs';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { listen } from '../../lib/testing/listen';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Token } from '../../lib/wire/token';
import type { Traffic } from '../../lib/wire/traffic';
import { bytewise } from '../helpers/cuts';

const known = vocabulary([attention, signal, ussdSend], [circuitRegistrationChanged, ussd]);
const asked: Traffic = { kind: 'said', command: ussdSend({ mode: 1, code: '*100#' }) };
const dropped: Traffic = { kind: 'dropped' };
const paused: Traffic = { kind: 'paused' };
const heard = (text: string): Traffic => ({ kind: 'heard', bytes: latin1Bytes(text) });

const shown = (token: Token): unknown => {
  if (token.kind === 'urc') return token.values;
  if (token.kind === 'final') return token.result.code;
  return 'text' in token ? `${token.kind} ${token.text}` : token.kind;
};

const hears = (traffic: readonly Traffic[], tokens: readonly unknown[]): void => {
  expect(listen(known, traffic).tokens.map(shown)).toEqual(tokens);
  expect(listen(known, bytewise(traffic)).tokens.map(shown)).toEqual(tokens);
};

describe('a USSD text of several lines', () => {
  it.each(['OK', 'ERROR', '+CREG: 1', '+CME ERROR: 3', '> ', '', 'AT+CSQ', '+CUSD: 0', 'NO CARRIER'])(
    'may hold the line %j while the command waits for its OK',
    (line) => {
      hears(
        [asked, heard(`\r\n+CUSD: 1,"Menu:\r\n${line}\r\n2 Exit",15\r\n\r\nOK\r\n`)],
        [{ status: 1, text: `Menu:\r\n${line}\r\n2 Exit`, coding: 15 }, 'OK'],
      );
    },
  );

  it('may come when no command waits, and with no number behind it', () => {
    hears(
      [heard('\r\n+CUSD: 2, "Bye\r\nOK"\r\n\r\n+CREG: 1\r\n')],
      [{ status: 2, text: 'Bye\r\nOK' }, { status: 1 }],
    );
  });

  it('may hold quotes, commas, and bare line feeds', () => {
    hears(
      [heard('\r\n+CUSD: 0,"Say "yes", or\r\nsay "no"\r\nnow,\nplease",15\r\n')],
      [{ status: 0, text: 'Say "yes", or\r\nsay "no"\r\nnow,\nplease', coding: 15 }],
    );
  });

  it('on one line is read as it is', () => {
    hears(
      [heard('\r\n+CUSD: 0, "You said "OK", 5 times", 15\r\n')],
      [{ status: 0, text: 'You said "OK", 5 times', coding: 15 }],
    );
    hears(
      [heard('\r\n+CUSD: 4\r\n\r\n+CUSD: 0,"",15\r\n')],
      [{ status: 4 }, { status: 0, text: '', coding: 15 }],
    );
  });

  it.each([
    ['"Balance: 5.00",WORD', 'Balance: 5.00'],
    ['"Balance: 5.00", GSM 7 bit', 'Balance: 5.00'],
    ['"Balance: 5.00","GSM"', 'Balance: 5.00'],
    ['"Balance: 5.00",""', 'Balance: 5.00'],
    ['"Balance: 5.00",-1', 'Balance: 5.00'],
    ['"Balance: 5.00",0x0F', 'Balance: 5.00'],
    ['"Balance: 5.00",?,7', 'Balance: 5.00'],
    ['"You said "OK", 5 times",GSM', 'You said "OK", 5 times'],
    ['"Say "yes", "no", or "more"",GSM', 'Say "yes", "no", or "more"'],
    ['"",GSM', ''],
    ['"Pick 1, 2, red, or blue",UCS2', 'Pick 1, 2, red, or blue'],
    ['"1 Balance\r\nOK\r\n2 Exit",GSM', '1 Balance\r\nOK\r\n2 Exit'],
    ['Balance 5, or so', 'Balance 5, or so'],
  ])('with a coding that no table has is read at once: %j', (fields, text) => {
    hears([heard(`\r\n+CUSD: 0,${fields}\r\n`)], [{ status: 0, text }]);
  });

  it.each([
    ['"Balance: 5.00","15"', 15],
    ['"Balance: 5.00"," 72 "', 72],
    ['"Balance: 5.00",97', 97],
    ['"Balance: 5.00",15,3', 15],
    [',15', 15],
    [',"15"', 15],
    [',WORD', undefined],
  ])('has the coding that stands behind it: %j', (fields, coding) => {
    const [token] = listen(known, [heard(`\r\n+CUSD: 0,${fields}\r\n`)]).tokens;

    expect(token).toMatchObject({ kind: 'urc', values: { status: 0 } });
    expect(token?.kind === 'urc' && (token.values as { coding?: number }).coding).toBe(coding);
  });

  it('goes on where a word behind a quote belongs to the text', () => {
    hears(
      [heard('\r\n+CUSD: 1,"Say "yes", please\r\nor "no", thanks",15\r\n')],
      [{ status: 1, text: 'Say "yes", please\r\nor "no", thanks', coding: 15 }],
    );
  });

  it('that is cut at its full length does not swallow the OK', () => {
    const half = 'a'.repeat(95);

    hears(
      [asked, heard(`\r\n+CUSD: 0,"${half}\r\n${half}\r\nOK\r\n`)],
      [{ status: 0, text: `${half}\r\n${half}` }, 'OK'],
    );
  });

  it('that is cut before ends at what means something by itself when the command is given up', () => {
    hears(
      [asked, heard('\r\n+CUSD: 0,"Balance\r\n5.00\r\nOK\r\n'), dropped, heard('\r\n+CREG: 1\r\n')],
      [{ status: 0, text: 'Balance\r\n5.00' }, 'OK', { status: 1 }],
    );
  });

  it.each([
    'Size 5", big',
    'Size 5",big',
    'A "B", c or "D", e',
    'Size 5", 6 or 7',
    'Size 5", Größe',
    'Size 5", BIG one',
  ])('is never cut at an inner quote: %j', (first) => {
    const rest = `${first}\r\nor small\r\n\r\n1 Yes`;

    hears([heard(`\r\n+CUSD: 1,"${rest}",15\r\n`)], [{ status: 1, text: rest, coding: 15 }]);
    // A closing quote alone may be one more inner quote where those inside have no pairs.
    hears([heard(`\r\n+CUSD: 1,"${rest}"\r\n`), paused], [{ status: 1, text: rest }]);
    hears([heard(`\r\n+CUSD: 1,"${rest}\r\n`), paused], [{ status: 1, text: rest }]);
    hears([heard(`\r\n+CUSD: 1,"${first}\r\n`), paused], [{ status: 1, text: first }]);
  });

  it('with an inner quote and no end gives way to news and to a result code', () => {
    hears(
      [heard('\r\n+CUSD: 1,"Size 5", big\r\nor small\r\n\r\n+CREG: 1\r\n')],
      [{ status: 1, text: 'Size 5", big\r\nor small' }, { status: 1 }],
    );
    hears(
      [asked, heard('\r\n+CUSD: 1,"Size 5", big\r\nor small\r\n\r\nOK\r\n')],
      [{ status: 1, text: 'Size 5", big\r\nor small' }, 'OK'],
    );
  });

  it('that has no end ends with the silence, and leaves the command open', () => {
    hears(
      [asked, heard('\r\n+CUSD: 1,"1 Yes\r\n2 No\r\n'), paused, heard('\r\nOK\r\n')],
      [{ status: 1, text: '1 Yes\r\n2 No' }, 'OK'],
    );
    hears([heard('\r\n+CREG: 1\r\n'), paused], [{ status: 1 }]);
  });

  it.each([
    'GSM',
    'gsm',
    'GSM7',
    '"GSM 7 bit"',
    'GSM 7 bit',
    ' UCS2',
    'UCS-2',
    'ucs2',
    'IRA',
    '7bit',
    '8-bit',
    'G?M',
    '"IRA"',
  ])('ends where a coding is named: %j', (coding) => {
    hears([heard(`\r\n+CUSD: 0,"Balance: 5.00",${coding}\r\n`)], [{ status: 0, text: 'Balance: 5.00' }]);
  });

  it('that is longer than any gives its lines back', () => {
    const line = 'b'.repeat(180);
    const lines = [line, line, line, line];
    hears(
      [heard(`\r\n+CUSD: 0,"${lines.join('\r\n')}\r\n`)],
      [{ status: 0, text: line }, ...lines.slice(1).map((one) => `unknown ${one}`)],
    );
  });
});
