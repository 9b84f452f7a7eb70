import { fc } from '../helpers/seeded';
import { commands, raw, sim800 } from '../../lib';
import type { Command } from '../../lib/grammar/command';
import { Redactor } from '../../lib/recording/redactor';

const password = commands.ftpPassword({ password: 'hush-4711' });
const bearer = raw('AT+SAPBR=3,1,"PWD","hush-4711"', sim800.vocabulary);
const pin = raw('AT+CPIN="47"', sim800.vocabulary);
const echo = (command: Command): string => `${command.text}\r\r\nOK\r\n`;

/** What is left of pieces that are heard after a command. */
const heard = (pieces: readonly string[], said: readonly Command[]): string => {
  const redactor = new Redactor();
  const left = said.flatMap((command) => redactor.write(command));
  for (const [at, text] of pieces.entries())
    left.push(...redactor.receive({ atMs: at, text, joined: false }));
  left.push(...redactor.end());
  return left.map(({ text }) => text).join('');
};

describe('Veil', () => {
  it('masks an echo wherever it is cut', () => {
    for (const command of [password, bearer, pin]) {
      const whole = echo(command);
      const masked = `${command.redacted}\r\r\nOK\r\n`;
      fc.assert(
        fc.property(fc.array(fc.nat(whole.length), { maxLength: 8 }), (cuts) => {
          const places = [0, ...cuts.sort((one, other) => one - other), whole.length];
          const pieces = places.slice(1).map((to, at) => whole.slice(places[at], to));
          expect(heard(pieces, [command])).toBe(masked);
          // A late echo, when another command is open.
          expect(heard(pieces, [command, commands.signal()])).toBe(masked);
        }),
      );
    }
  });

  it('gives what was masked with the piece that ends it, and all else when it came', () => {
    const redactor = new Redactor();
    redactor.write(pin);
    const pieces = ['AT+CPIN="', '4', '7"\r\r\nO', 'K\r\n'].map((text, at) => ({
      atMs: at,
      text,
      joined: false,
    }));

    expect(pieces.flatMap((piece) => redactor.receive(piece))).toEqual([
      { atMs: 2, text: 'AT+CPIN=***\r\r\n', joined: false },
      { atMs: 2, text: 'O', joined: true },
      { atMs: 3, text: 'K\r\n', joined: false },
    ]);
  });

  it('masks an echo of which a byte was lost', () => {
    const { text } = password;
    for (let at = 0; at < text.length; at += 1) {
      const left = heard([`${text.slice(0, at)}${text.slice(at + 1)}\r\r\nOK\r\n`], [password]);
      expect(left).not.toMatch(/hush|4711/);
      expect(left).toMatch(/\r\r\nOK\r\n$/);
    }
  });

  it('shows no part of an echo that breaks off, nor its rest', () => {
    const { text } = password;
    for (let at = 1; at < text.length; at += 1) {
      const redactor = new Redactor();
      redactor.write(password);
      const left = [
        ...redactor.receive({ atMs: 0, text: text.slice(0, at), joined: false }),
        ...redactor.write(commands.signal()),
        ...redactor.receive({ atMs: 1, text: `${text.slice(at)}\r\r\nOK\r\n`, joined: false }),
        ...redactor.end(),
      ];
      expect(left.map((piece) => piece.text).join('')).not.toMatch(/h|4/);
    }
  });

  it('masks the answer of a command that tells a secret, and nothing behind it', () => {
    const tells = raw('AT+FTPPW?', sim800.vocabulary);

    expect(heard(['AT+FTPPW?\r\r\n+FTPPW: "x"\r\n\r\nOK\r\n'], [tells])).toBe(
      'AT+FTPPW?\r\r\n+FTPPW: ***\r\n\r\nOK\r\n',
    );
    expect(heard(['\r\n+SAPBR:\r\nPWD: x\r\n\r\nOK\r\n'], [raw('AT+SAPBR=4,1', sim800.vocabulary)])).toBe(
      '\r\n+SAPBR:***\r\n***\r\n\r\nOK\r\n',
    );
    expect(heard(['\r\n+CSQ: 20,0\r\n'], [tells, commands.signal()])).toBe('\r\n+CSQ: 20,0\r\n');
  });

  it('leaves all other bytes as they are', () => {
    const body = 'A AT+FTPPW= AT hush-4711 AT+FTPPW="';
    fc.assert(
      fc.property(fc.nat(body.length), (at) =>
        expect(heard([body.slice(0, at), body.slice(at)], [pin, commands.signal()])).toBe(body),
      ),
    );
  });
});
