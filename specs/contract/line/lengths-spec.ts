import { a7600, collect, http, type Modem, type Profile, sim7600, sim800 } from '../../../lib';
import { latin1 } from '../../../lib/grammar/latin1';
import { patterned } from '../../modem/bodies';
import { line, OK, type Said } from '../../modem/scripted';
import { counted, type Part, played } from './played';

const URL = 'http://example.com/a';
const BODY = latin1(patterned(700));
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
const STATED = 'HTTP/1.1 200 OK\r\nContent-Length: 700\r\n\r\n';

interface Web {
  /** The length in the nth result. */
  readonly told: (nth: number) => number;
  /** The stored header fields; `undefined` where the modem refuses to show any. */
  readonly head?: string;
  /** What `HTTPREAD?` says, on an A76XX. */
  readonly held?: Said | readonly Said[];
  /** What a SIM800 says where nothing is left, or where more is asked for than is left. */
  readonly behind?: 'gives what is left' | 'refuses more than is left';
}

const window = (profile: Profile, part: string): string => {
  if (profile === sim800) return part === '' ? OK : counted(`+HTTPREAD: ${part.length}`, part);
  const word = profile === sim7600 ? 'DATA,' : '';
  const block = part === '' ? '' : `\r\n+HTTPREAD: ${word}${part.length}\r\n${part}`;
  return `${OK}${block}${line('+HTTPREAD: 0')}`;
};

/** A modem that has a response of 700 bytes. */
const web =
  (profile: Profile, { told, head, held = line('+HTTPREAD: LEN,700') + OK, behind }: Web): Part =>
  (text, time) => {
    if (text.startsWith('AT+HTTPACTION='))
      return OK + line(`+HTTPACTION: ${text.slice(-1)},200,${told(time)}`);
    if (text === 'AT+HTTPHEAD')
      return head === undefined ? line('ERROR') : counted(`+HTTPHEAD: ${head.length}`, head);
    if (text === 'AT+HTTPREAD?') return held;
    const [, from, size] = /^AT\+HTTPREAD=(\d+),(\d+)$/.exec(text) ?? [];
    if (from === undefined) return undefined;
    const [start, end] = [Number(from), Number(from) + Number(size)];
    if (behind === 'refuses more than is left' && end > BODY.length) return line('ERROR');
    return window(profile, BODY.slice(start, end));
  };

const get = (modem: Modem) => http.get(modem, URL).pipe(collect());
const post = (modem: Modem) => http.post(modem, { url: URL, body: 'x' }).pipe(collect());

const outcome = (profile: Profile, modem: Web, act = get) => {
  const { end, values, written, reason } = played(profile, web(profile, modem), act);
  return { end, isWhole: values.map(({ bytes }) => latin1(bytes) === BODY), written, reason };
};

const ALL = [sim800, a7600, sim7600] as const;
const HEADS = [
  ['that no header field confirms', undefined],
  ['of a chunked body', CHUNKED],
] as const;

describe.each(ALL)('the length of a body on a $title', (profile) => {
  describe.each(HEADS)('%s', (_, head) => {
    const more = head === undefined ? {} : { head };

    it.each([70, 7, 0, 70_000, 7_000])('is not believed where it is always told as %d', (bytes) => {
      const { end, isWhole } = outcome(profile, { told: () => bytes, ...more });

      // A result of no bytes is not believed: an A76XX tells the length itself.
      if (bytes === 0 && profile !== sim800)
        expect({ end, isWhole }).toEqual({ end: 'completed', isWhole: [true] });
      else expect(end).toBe('length');
    });

    it('is not believed where it lost a digit once', () => {
      const { end, isWhole } = outcome(profile, { told: (nth) => (nth === 1 ? 70 : 700), ...more });

      // A SIM800 shows it behind the head that was emitted.
      if (profile === sim800) expect(end).toBe('length');
      else expect({ end, isWhole }).toEqual({ end: 'completed', isWhole: [true] });
    });

    it('is told as a length, not as another body, where it had a digit more once', () => {
      const { end } = outcome(profile, { told: (nth) => (nth === 1 ? 7_000 : 700), ...more });

      expect(end).toBe('length');
    });

    it('is not believed of a POST, which may have been done', () => {
      const { end, reason } = outcome(profile, { told: () => 70, ...more }, post);

      expect({ end, mayBeDone: reason?.mayBeDone }).toEqual({ end: 'length', mayBeDone: true });
    });

    it.each<[string, Said | readonly Said[]]>([
      ['refused', line('ERROR')],
      ['refused with a code', line('+CME ERROR: 3')],
      ['silent', []],
      ['nonsense', line('+HTTPREAD: LEN,many') + OK],
      ['OK alone', OK],
      ['none', line('+HTTPREAD: LEN,0') + OK],
      ['damaged', line('+HTTPREAD: LEN,70') + OK],
    ])('is believed where it is right and the question for it is %s', (__, held) => {
      for (const act of [get, post]) {
        const { end, isWhole } = outcome(profile, { told: () => 700, held, ...more }, act);

        expect({ end, isWhole }).toEqual({ end: 'completed', isWhole: [true] });
      }
    });

    it('is believed where it is right and the modem refuses to give more than there is', () => {
      const { end, isWhole } = outcome(profile, {
        told: () => 700,
        behind: 'refuses more than is left',
        held: line('ERROR'),
        ...more,
      });

      expect({ end, isWhole }).toEqual({ end: 'completed', isWhole: [true] });
    });

    it('is believed again where one answer had a digit more', () => {
      let asked = 0;
      const base = web(profile, { told: () => 700, ...more });
      const { end, written } = played(
        profile,
        (text, time) => {
          if (text !== 'AT+HTTPREAD?') return base(text, time);
          asked += 1;
          return line(`+HTTPREAD: LEN,${asked === 1 ? 7_000 : 700}`) + OK;
        },
        get,
      );

      expect(end).toBe('completed');
      expect(written.filter((text) => text === 'AT+HTTPREAD?')).toHaveLength(profile === sim800 ? 0 : 2);
    });

    it('shows by a byte behind its end where the question is refused', () => {
      const { end } = outcome(profile, { told: () => 70, held: line('ERROR'), ...more });

      expect(end).toBe('length');
    });
  });

  it('adds nothing to the conversation where the server states it', () => {
    const { end, isWhole, written } = outcome(profile, { told: () => 700, head: STATED });

    expect({ end, isWhole }).toEqual({ end: 'completed', isWhole: [true] });
    expect(written.filter((text) => text.startsWith('AT+HTTPREAD'))).toEqual(['AT+HTTPREAD=0,700']);
  });
});
