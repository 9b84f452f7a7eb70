import { type Observable, switchMap, take, timer } from 'rxjs';
import {
  openModem,
  type Profile,
  quectel,
  ready,
  type ReadyOptions,
  type ReadyStep,
  sim800,
} from '../../lib';
import { line, OK, type Said, scripted } from '../modem/scripted';
import { virtually } from '../modem/virtually';
import { watch, type Watched } from '../modem/watch';
import { stepsOf } from './readyDesk';

/** What a modem says that is well. */
const WELL: Readonly<Record<string, string>> = {
  'AT+CPIN?': '+CPIN: READY',
  'AT+CSQ': '+CSQ: 20,0',
  'AT+CREG?': '+CREG: 0,1',
  'AT+CGREG?': '+CGREG: 0,1',
  'AT+CGATT?': '+CGATT: 1',
  'AT+SAPBR=2,1': '+SAPBR: 1,1,"10.0.0.1"',
  'AT+CEREG?': '+CEREG: 0,1',
  'AT+QNWINFO': '+QNWINFO: "FDD LTE",46011,"LTE BAND 3",1650',
  'AT+QIACT?': '+QIACT: 1,1,1,"10.0.0.1"',
  'AT+CGPADDR=1': '+CGPADDR: 1,"10.0.0.1"',
};

const BEARER: Readonly<
  Record<string, { readonly asks: string; readonly noAddress: string; readonly seen: string }>
> = {
  sim800: {
    asks: 'AT+SAPBR=2,1',
    noAddress: '+SAPBR: 1,1,"0.0.0.0"',
    seen: 'it is open, but has no address',
  },
  quectel: {
    asks: 'AT+QIACT?',
    noAddress: '+QIACT: 1,1,1,"0.0.0.0"',
    seen: 'context 1 has no address',
  },
};

const USUAL = Symbol('as usual');

type Answer = Said | readonly Said[] | typeof USUAL | undefined;

/** A modem that is well but for what is told of it. */
const oddOf = (
  profile: Profile,
  answer: (text: string, time: number) => Answer,
  options: ReadyOptions = {},
  later: (say: (text: string) => void) => void = () => undefined,
): Watched<ReadyStep> & { readonly written: readonly string[] } => {
  const usual = (text: string): string => `${WELL[text] === undefined ? '' : line(WELL[text])}${OK}`;
  const modem = scripted((text, time) => {
    const said = answer(text, time);
    return said === USUAL ? usual(text) : said;
  });
  const flow: Observable<ReadyStep> = openModem(modem.transport, profile).pipe(
    take(1),
    switchMap((one) => {
      later(modem.say);
      return ready(one, options);
    }),
  );
  const seen = virtually(() => watch(flow));
  return Object.assign(seen, { written: modem.written });
};

type Tail<T extends readonly unknown[]> = T extends readonly [unknown, ...infer R] ? R : never;

const countOf = ({ written }: { readonly written: readonly string[] }, text: string): number =>
  written.filter((one) => one === text).length;

describe.each([sim800, quectel])('ready on a $title that is odd', (profile) => {
  const odd = (...told: Tail<Parameters<typeof oddOf>>) => oddOf(profile, ...told);
  const { asks, noAddress, seen: noneSeen } = BEARER[profile.name] as (typeof BEARER)[string];

  it('asks again where a question meets silence', () => {
    const seen = odd((text, time) => (text === 'AT+CPIN?' && time === 1 ? undefined : USUAL));

    expect(seen.end).toBe('completed');
    expect(seen.values[0]).toMatchObject({
      step: 'waiting',
      seen: expect.stringContaining('did not answer'),
    });
  });

  it('fails where the modem does not answer any more', () => {
    let dead = false;
    const seen = odd((text) => {
      dead ||= text === 'AT+CSQ';
      return dead ? undefined : USUAL;
    });

    expect(seen.end).toBe('timeout resynchronise');
  });

  it('believes a modem that does not know a question', () => {
    const seen = odd((text) => (/CPIN|CSQ|REG|CGATT|QNWINFO/.test(text) ? line('ERROR') : USUAL));

    expect(seen.end).toBe('completed');
    expect(stepsOf(seen)).toEqual(['bearer']);
  });

  it.each(['CSQ', 'CREG', 'CGREG', 'CGATT'])(
    'goes by what else it says where AT+%s? is refused by a code that names no cause',
    (name) => {
      const seen = odd((text) => (text.includes(`+${name}`) ? line('+CME ERROR: 4') : USUAL));

      expect({ end: seen.end, isEarly: (seen.endedAt ?? Infinity) < 15_000 }).toEqual({
        end: 'completed',
        isEarly: true,
      });
      expect(seen.written).toContain(asks);
    },
  );

  it('does not pass a denial because the other question is refused, nor because a code follows it', () => {
    const denied = (text: string): Answer =>
      text === 'AT+CREG?'
        ? `${line('+CREG: 1,3')}${OK}`
        : /GREG|EREG/.test(text)
          ? line('+CME ERROR: 4')
          : USUAL;
    const late = (text: string, time: number): Answer =>
      text === 'AT+CSQ' ? (time < 10 ? `${line('+CSQ: 99,99')}${OK}` : line('+CME ERROR: 100')) : USUAL;
    const options = { restarts: 0, registrationWithinMs: 19_000 };

    expect(odd(denied, options).reason).toMatchObject({ kind: 'network', step: 'circuit', cause: 'denied' });
    expect(odd(late, options).reason).toMatchObject({ kind: 'network', step: 'signal' });
  });

  it('polls where the modem refuses to tell of changes', () => {
    let isThere = false;
    const seen = odd(
      (text) => {
        if (text === 'AT+CGREG=1' || text === 'AT+CREG=1') return line('ERROR');
        return !isThere && /REG\?/.test(text) ? `${line(`${text.slice(2, -1)}: 0,2`)}${OK}` : USUAL;
      },
      {},
      () => timer(5_000).subscribe(() => (isThere = true)),
    );

    expect({ end: seen.end, endedAt: seen.endedAt }).toEqual({ end: 'completed', endedAt: 6_100 });
  });

  it('leaves reports on that somebody turned on before', () => {
    const seen = odd((text, time) =>
      text === 'AT+CGREG?' && time === 1 ? `${line('+CGREG: 2,2')}${OK}` : USUAL,
    );

    expect(seen.end).toBe('completed');
    expect(seen.written.filter((text) => /REG=/.test(text))).toEqual([]);
  });

  it('waits for the address of a bearer that is open', () => {
    const seen = odd((text, time) => (text === asks && time < 4 ? `${line(noAddress)}${OK}` : USUAL));

    expect(seen.values.slice(-2)).toEqual([
      { step: 'waiting', on: 'bearer', seen: noneSeen },
      { step: 'bearer', address: '10.0.0.1' },
    ]);
  });

  it('waits for a bearer that is on its way', () => {
    const seen = oddOf(sim800, (text, time) =>
      text === 'AT+SAPBR=2,1' && time < 4 ? `${line('+SAPBR: 1,0,"0.0.0.0"')}${OK}` : USUAL,
    );

    expect({ end: seen.end, endedAt: seen.endedAt }).toEqual({ end: 'completed', endedAt: 3_100 });
    expect(countOf(seen, 'AT+SAPBR=1,1')).toBe(0);
  });

  it('is heard by what it says of its signal', () => {
    const seen = odd(
      (text) => (text === 'AT+CSQ' ? `${line('+CSQ: 99,99')}${OK}` : USUAL),
      { pollMs: 60_000 },
      (say) =>
        timer(3_000).subscribe(() => say(line(profile === quectel ? '+QIND: "csq",14,0' : '+CSQN: 14,0'))),
    );

    expect(seen.values).toContainEqual({ step: 'signal', rssi: 14, dBm: -85 });
    expect(countOf(seen, 'AT+CSQ')).toBe(1);
  });

  describe('when it is restarted', () => {
    const unheard = (text: string): Answer => (text === 'AT+CSQ' ? `${line('+CSQ: 99,99')}${OK}` : USUAL);
    const options: ReadyOptions = { registrationWithinMs: 4_000, restarts: 1 };

    it('and says nothing of it, is taken for restarted when it answers', () => {
      const seen = odd(unheard, options);

      expect(seen.end).toBe('network');
      expect(seen.endedAt).toBe(100 + 4_000 + 5_000 + 4_000);
    });

    it('and says no OK, is waited for', () => {
      const seen = odd((text) => {
        if (text === 'AT+CFUN=1,1') return { after: 3_000, say: line('RDY') };
        return unheard(text);
      }, options);

      expect({ end: seen.end, endedAt: seen.endedAt }).toEqual({ end: 'network', endedAt: 11_200 });
      expect(countOf(seen, 'ATE0')).toBe(2);
    });

    it('and refuses, goes on', () => {
      const seen = odd((text) => (text === 'AT+CFUN=1,1' ? line('ERROR') : unheard(text)), options);

      expect({ end: seen.end, endedAt: seen.endedAt }).toEqual({ end: 'network', endedAt: 8_100 });
      expect(countOf(seen, 'AT+CFUN=1,1')).toBe(1);
    });
  });
});
