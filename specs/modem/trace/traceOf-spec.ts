import { commands, sim800 } from '../../../lib';
import type { TraceEvent } from '../../../lib/modem/trace/traceEntry';
import { traceOf } from '../../../lib/modem/trace/traceLines';
import { latin1Bytes } from '../../../lib/wire/latin1';
import type { Traffic } from '../../../lib/wire/traffic';
import { listen } from '../../../lib/testing/listen';

const shown = (happening: TraceEvent): string | undefined => {
  const entry = traceOf(happening, 7);
  return entry && `${entry.at} ${entry.sign} ${entry.text}`;
};
const heard = (text: string): Traffic => ({ kind: 'heard', bytes: latin1Bytes(text) });
const linesOf = (...traffic: Traffic[]) =>
  listen(sim800.vocabulary, traffic)
    .tokens.map(shown)
    .filter((text) => text !== undefined);

describe('traceOf', () => {
  const secret = commands.bearerSet({ cid: 1, tag: 'PWD', value: 'geheim' });

  it('shows what the host says and gives, and what the library notes', () => {
    expect(shown({ kind: 'said', command: commands.signal() })).toBe('7 > AT+CSQ');
    expect(shown({ kind: 'gave', bytes: new Uint8Array(12) })).toBe('7 >> 12 bytes');
    expect(shown({ kind: 'note', text: 'a remark' })).toBe('7 # a remark');
  });

  it('masks secrets in what is said and in its echo', () => {
    const said = { kind: 'said', command: secret } as const;

    expect(shown(said)).toBe('7 > AT+SAPBR=3,1,"PWD",***');
    expect(linesOf(said, heard(`${secret.text}\r\r\nOK\r\n`))).toEqual([
      '7 < AT+SAPBR=3,1,"PWD",***',
      '7 < OK',
    ]);
  });

  it('shows answers, URCs, unknown lines and result codes as they stood', () => {
    expect(
      linesOf(
        { kind: 'said', command: commands.signal() },
        heard('\r\n+CREG: 1\r\n\r\n+XYZ: 1\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n'),
      ),
    ).toEqual(['7 < +CREG: 1', '7 < +XYZ: 1', '7 < +CSQ: 20,0', '7 < OK']);
  });

  it('shows what is wrong in the words of the modem', () => {
    expect(linesOf({ kind: 'said', command: commands.signal() }, heard('\r\n+CME ERROR: 10\r\n'))).toEqual([
      '7 < +CME ERROR: 10',
    ]);
  });

  it('shows a prompt', () => {
    const said = { kind: 'said', command: commands.httpData({ size: 5, time: 10_000 }) } as const;

    expect(linesOf(said, heard('\r\nDOWNLOAD\r\n'))).toEqual(['7 < DOWNLOAD']);
  });

  it('tells that bytes were lost', () => {
    const said = { kind: 'said', command: commands.httpRead({ offset: 0, size: 5 }) } as const;

    expect(linesOf(said, heard('\r\n+HTTPREAD: 5\r\nhelloOK\r\n'))).toContain(
      '7 # some of the 5 expected bytes were lost',
    );
  });

  it('gives frozen entries', () => {
    expect(Object.isFrozen(traceOf({ kind: 'note', text: 'x' }, 0))).toBe(true);
  });
});
