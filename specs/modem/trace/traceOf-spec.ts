import { commands, sim800 } from '../../../lib';
import type { TraceEvent } from '../../../lib/modem/trace/traceEntry';
import { traceOf } from '../../../lib/modem/trace/traceLines';
import type { Command } from '../../../lib/grammar/command';
import { trace } from '../../../lib/modem/trace/trace';
import { latin1Bytes } from '../../../lib/grammar/latin1';
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

/** A conversation with a PIN and with people, as a trace shows it, and an echo of the last number in an error. */
const told = (showsTexts: boolean) => {
  const { entries, record, redact } = trace(showsTexts);
  const traffic: string[] = [];
  entries.subscribe(({ sign, text }) => traffic.push(`${sign} ${text}`));
  const say = (command: Command, ...said: string[]): void => {
    const items: Traffic[] = [{ kind: 'said', command }, ...said.map(heard)];
    record({ kind: 'said', command });
    for (const token of listen(sim800.vocabulary, items).tokens) {
      record(token);
      if (token.kind === 'prompt') record({ kind: 'gave', bytes: latin1Bytes('00110C\x1a') });
    }
  };
  say(commands.pinEnter({ pin: '1234' }));
  say(commands.dial({ number: '+4917' }), '\r\n+CLIP: "+4917",145\r\n');
  say(commands.phonebookFind({ text: 'Ada' }), '\r\n+CPBF: 1,"+4917",145,"Ada"\r\n\r\nOK\r\n');
  say(commands.messageSendPdu({ octets: 19 }), '\r\n> ', '\r\n+CMGS: 13\r\n\r\nOK\r\n');
  const errors = redact('AT+CPBF="Ad~"');
  return { traffic, errors };
};

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

  it('shows numbers and texts of people where asked, and no other secret', () => {
    const { traffic, errors } = told(true);
    expect(traffic).toEqual([
      '> AT+CPIN=***',
      '> ATD+4917',
      '< +CLIP: "+4917",145',
      '> AT+CPBF="Ada"',
      '< +CPBF: 1,"+4917",145,"Ada"',
      '< OK',
      '> AT+CMGS=19',
      '< >',
      '>> 00110C\\x1a',
      '< +CMGS: 13',
      '< OK',
    ]);
    expect(errors).toBe('***');
    expect(told(false).traffic.join()).not.toMatch(/4917|Ada|00110C/);
  });

  it('gives frozen entries', () => {
    expect(Object.isFrozen(traceOf({ kind: 'note', text: 'x' }, 0))).toBe(true);
  });
});
