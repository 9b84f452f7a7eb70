import { rawLines } from '../../../lib/cli/requests/rawLines';

const read = (text: string): readonly (readonly [string, string | undefined])[] =>
  rawLines(text).map(({ command, data }) => [command, data && Buffer.from(data).toString('latin1')] as const);

describe('rawLines', () => {
  it('reads commands, one a line, without remarks and empty lines', () => {
    expect(read('# who are you?\nAT+CGMI\r\n\n  at+csq\n')).toEqual([
      ['AT+CGMI', undefined],
      ['at+csq', undefined],
    ]);
  });

  it('gives a command the lines behind it, and ends a text with Ctrl-Z once', () => {
    expect(read('AT+CMGS="+4912345"\nhello\n\nworld\n\nAT')).toEqual([
      ['AT+CMGS="+4912345"', 'hello\r\n\r\nworld\x1a'],
      ['AT', undefined],
    ]);
    expect(read('AT+CMGS="1"\nhi\x1a')).toEqual([['AT+CMGS="1"', 'hi\x1a']]);
    expect(read('AT+CMGS="5"\nhello')).toEqual([['AT+CMGS="5"', 'hello\x1a']]);
  });

  it('leaves data as they stand where the command names their number', () => {
    expect(read('AT+HTTPDATA=5,10000\nhello')).toEqual([['AT+HTTPDATA=5,10000', 'hello']]);
  });

  it('reads a recording: the host’s lines and bytes, with their times and escapes', () => {
    const recording =
      '^\n> AT+HTTPDATA=3,1000\n20ms < DOWNLOAD\n1.5s >> a\\x00b\n< OK\n= final OK\n+ < RING\n2m > AT';

    expect(read(recording)).toEqual([
      ['AT+HTTPDATA=3,1000', 'a\0b'],
      ['AT', undefined],
    ]);
  });

  it('refuses data that no command asks for', () => {
    expect(() => rawLines('hello\nAT')).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ kind: 'usage' }) as unknown }) as Error,
    );
  });
});
