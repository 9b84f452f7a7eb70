import { bearerSet } from '../../lib/families/sim800/network/sim800BearerCommands';
import { httpUserData } from '../../lib/families/simcom/simcomHttpCommands';
import { httpRead } from '../../lib/families/sim800/http/sim800HttpCommands';
import { signal } from '../../lib/families/standard/networkCommands';
import { raw } from '../../lib/grammar/raw';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { refused } from '../helpers/refused';

const known = vocabulary([httpRead, signal, bearerSet, httpUserData], []);

describe('raw', () => {
  it.each([
    ['AT+CSQ', 'AT+CSQ'],
    ['at+csq', 'AT+csq'],
    ['+CSQ', 'AT+CSQ'],
    ['  AT+CSQ  ', 'AT+CSQ'],
    ['AT', 'AT'],
    ['', 'AT'],
    ['ATE0', 'ATE0'],
    ['E0V1', 'ATE0V1'],
  ])('writes %j as %j', (line, text) => {
    expect(raw(line, known)).toMatchObject({ text, redacted: text });
  });

  it('keeps the shape of what the vocabulary knows, and so its payload', () => {
    const { definition, args } = raw('at+httpread=0,5', known);

    expect(definition).toBe(httpRead);
    expect(args).toEqual({ offset: 0, size: 5 });
  });

  it('takes every line for the answer of what nobody knows', () => {
    const { definition } = raw('AT+DOOR?', known);

    expect(definition.answer?.read('+DOOR: 1, open')).toEqual({ text: '+DOOR: 1,open' });
    expect(definition.mayBeEmpty).toBe(true);
  });

  it('takes several commands on a line for one that nobody knows', () => {
    expect(raw('AT+CSQ;+CSQ', known).definition.answer?.key).toBe('');
  });

  it.each(['AT +CSQ', 'AT+CSQ;', 'AT+CSQ ;', 'at + csq', ';+CSQ', 'ATE0+CSQ', 'ATE0V1 +CSQ;', 'AT&F+CSQ'])(
    'takes %j for the one command that it is, and writes it as typed',
    (line) => {
      const command = raw(line, vocabulary([signal], []));

      expect(command.definition).toBe(signal);
      expect(command.text).toBe(`AT${line.replace(/^at/i, '')}`);
      expect(command.names).toBeUndefined();
    },
  );

  it.each([
    ['+CPIN?;+CSQ', ['+CPIN', '+CSQ']],
    ['AT + cpin ?; +csq', ['+CPIN', '+CSQ']],
    ['AT+DOOR?', ['+DOOR']],
    ['ATE0+DOOR="a;+CPIN?";+CSQ', ['+DOOR', '+CSQ']],
    ['AT+DOOR="open', ['+DOOR']],
    ['ATI;E0', []],
  ])('holds the names on %j: lines with them are its answers', (line, names) => {
    expect([...(raw(line, known).names ?? [])]).toEqual(names);
  });

  it('knows how many bytes follow the answer of a command among others', () => {
    const { definition } = raw('AT+CSQ;+HTTPREAD=0,5', known);
    const answer = definition.answer?.read('+HTTPREAD: 5');

    expect(definition.payload?.(answer as never, {} as never)).toBe(5);
  });

  it('reads a line of 20,000 separators, quotes or blanks as it stands', () => {
    for (const piece of [';', '"', ' ', '";', '\\"', 'E0', '+']) {
      const line = `+X=${piece.repeat(20_000)}`;

      expect(raw(line, known).text).toBe(`AT${line}`.trimEnd());
    }
  });

  it('does not take a semicolon in quotes for the end of a command', () => {
    expect(raw('AT+SAPBR=3,1,"APN","a;b"', known).args).toEqual({ cid: 1, tag: 'APN', value: 'a;b' });
  });

  it.each([
    ['AT+SAPBR=3,1,"PWD","hunter2"', 'AT+SAPBR=3,1,"PWD",***'],
    ['at+sapbr=3,1,pwd,hunter2', 'AT+SAPBR=3,1,"pwd",***'],
    ['AT+SAPBR=3,1,"PWD","hunter2;x"', 'AT+SAPBR=3,1,"PWD",***'],
    ['AT+SAPBR=3,1,"PWD","hunter2";+CSQ', 'AT+SAPBR=3,1,"PWD",***;+CSQ'],
    ['AT+CSQ;+SAPBR=3,1,"PWD","hunter2"', 'AT+CSQ;+SAPBR=3,1,"PWD",***'],
    ['+HTTPPARA="USERDATA","Authorization: hunter2"', 'AT+HTTPPARA="USERDATA",***'],
  ])('masks what is secret in %s', (line, shown) => {
    expect(raw(line, known).redacted).toBe(shown);
    expect(raw(line, known).text).toContain('hunter2');
  });

  it.each(['AT\rAT', 'AT\nAT', 'A\0T', 'AT\u001a', '\u001bAT', 'AT+X="\u20ac"'])(
    'refuses %j: one line is one line',
    (line) => {
      expect(refused(() => raw(line, known))).toMatchObject({ kind: 'invalid-argument', name: 'command' });
    },
  );
});

describe('raw: secrets that the family does not know', () => {
  it.each([
    ['AT+CPIN="7777"', 'AT+CPIN=***'],
    ['AT+CSTT="apn","user","password"', 'AT+CSTT=***'],
    ['AT+CFTPSLOGIN="h",21,"u","password",0', 'AT+CFTPSLOGIN=***'],
    ['AT+CSQ;+CPIN="7777"', 'AT+CSQ;+CPIN=***'],
    ['AT+SAPBR=3,1,"PWD","password"', 'AT+SAPBR=3,1,"PWD",***'],
    ['ATE0+CPIN="7777"', 'ATE0+CPIN=***'],
    ['AT + CPIN = "7777" ;+CSQ', 'AT +CPIN=*** ;+CSQ'],
    ['AT+CSQ;E0V1+CPIN="77\\"77"', 'AT+CSQ;E0V1+CPIN=***'],
    ['AT+CPIN?', 'AT+CPIN?'],
    ['AT+CPIN=?', 'AT+CPIN=?'],
  ])('shows %s as %s', (typed, shown) => {
    expect(raw(typed, vocabulary([], [])).redacted).toBe(shown);
  });

  it('masks user and password of a URL, and hides answers that tell a password again', () => {
    const shown = (line: string): string => raw(line, vocabulary([], [])).redacted;

    expect(shown('AT+HTTPPARA="URL","http://me:hush@example.com/a@b"')).toBe(
      'AT+HTTPPARA="URL","http://***@example.com/a@b"',
    );
    expect(shown('AT+X="http://example.com/?to=me@b"')).toBe('AT+X="http://example.com/?to=me@b"');
    expect(raw('AT+SAPBR=4,1', vocabulary([], [])).definition.hidesAnswer).toBe(true);
    expect(raw('AT+SAPBR=2,1', vocabulary([], [])).definition.hidesAnswer).toBe(false);
  });
});
