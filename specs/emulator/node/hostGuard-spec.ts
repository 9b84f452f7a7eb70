import { connect } from 'node:net';
import { firstValueFrom, switchMap } from 'rxjs';
import { emulator, simulatedWeb } from '../../../lib/emulator';
import { HostGuard } from '../../../lib/emulator/node/hostGuard';
import { serveTcp } from '../../../lib/emulator/node/serveTcp';
import { latin1, latin1Bytes } from '../../../lib/grammar/latin1';

/** What goes on to the modem of some pieces, until the host is hung up on. */
const passed = (...pieces: readonly string[]): readonly [string, boolean] => {
  const guard = new HostGuard();
  let text = '';
  for (const piece of pieces) {
    const bytes = guard.pass(latin1Bytes(piece));
    if (bytes === undefined) return [text, false];
    text += latin1(bytes);
  }
  return [text, true];
};

describe('HostGuard', () => {
  it.each([
    'POST / HTTP/1.1\r\nHost: a\r\n\r\nAT+CSQ\r',
    'GET /AT HTTP/1.0\r\n\r\n',
    'get / http/1.1\r\nAT\r',
    'OPTIONS * HTTP/1.1\r\n\r\nAT\r',
    'PUT http://a/ HTTP/1.1\r\n\r\nAT\r',
    'CONNECT a:443 HTTP/1.1\r\n\r\nAT\r',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nAT\r',
    'GET /\r\nAT\r',
    'AT / HTTP/1.1\r\nAT+CSQ\r',
    'ACL / HTTP/1.1\r\nAT+CSQ\r',
    '\r\n\r\nPOST / HTTP/1.1\r\n\r\nAT\r',
    '\x16\x03\x01\x02\x00\x01AT\r',
  ])('hangs up on %j, and passes no line of it, however it is cut', (text) => {
    for (const pieces of [[text], [...text], text.match(/[^]{1,5}/g) ?? []]) {
      const [seen, stays] = passed(...pieces);

      expect(stays).toBe(false);
      expect(seen.replace(/^[\r\n]+/, '')).not.toMatch(/[\r\n]|CSQ/);
    }
  });

  it.each([
    'AT\r',
    'at+csq\r',
    'A/',
    '\r\nAT\r',
    '+++',
    '\x1b',
    '\x1aAT\r',
    'AT+HTTPPARA="URL","http://a/ HTTP/1.1"\r',
    'AT +CSQ\r',
    'hello\rAT\r',
    'AT\rPOST / HTTP/1.1\r',
  ])('passes %j on', (text) => {
    for (const pieces of [[text], [...text]]) expect(passed(...pieces)).toEqual([text, true]);
  });

  it('passes on letter by letter what a person types', () => {
    const guard = new HostGuard();

    expect([...'AT+C'].map((letter) => latin1(guard.pass(latin1Bytes(letter)) ?? new Uint8Array(0)))).toEqual(
      [...'AT+C'],
    );
  });
});

describe('serveTcp', () => {
  it('answers a terminal, and hangs up on a browser', async () => {
    const talk = (port: number, text: string): Promise<string> =>
      new Promise((resolve) => {
        let heard = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        socket.on('data', (bytes) => {
          heard += bytes.toString('latin1');
          if (heard.includes('OK')) socket.destroy();
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(heard));
      });
    const { transport } = emulator({ family: 'sim800', origin: simulatedWeb({}) });
    const served = serveTcp({ transport }).pipe(
      switchMap(async (address) => {
        const port = Number(/\d+$/.exec(address)?.[0]);
        return [await talk(port, 'POST / HTTP/1.1\r\n\r\nAT\r'), await talk(port, 'AT\r')];
      }),
    );
    const [browser, terminal] = await firstValueFrom(served);

    expect(browser).not.toContain('OK');
    expect(terminal).toContain('OK');
  });
});
