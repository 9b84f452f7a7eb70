import { switchMap, take } from 'rxjs';
import { a7600, collect, http, openModem, type Profile, sim7600 } from '../../../lib';
import { latin1 } from '../../../lib/grammar/latin1';
import { patterned } from '../../modem/bodies';
import { line, OK, type Said, scripted } from '../../modem/scripted';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';

const BODY = latin1(patterned(10_000));

/** What `HTTPREAD?` states: all bytes that were not read yet, those that have arrived (SIM7600G), all bytes always; or it is refused. */
type States = 'left' | 'arrived' | 'total' | 'refused';

interface Window {
  /** How long the blocks are that the modem gives. */
  readonly blocks: readonly number[];
  /** The one that is lost on the line, with its header. */
  readonly lost?: number;
}

/** A modem whose windows are as long as it likes; the nth window of all tries is `windows(n)`. */
const giving = (profile: Profile, states: States, windows: (nth: number) => Window) => {
  const word = profile === sim7600 ? 'DATA,' : '';
  let nth = 0;
  let isRead = 0;
  const sum = (blocks: readonly number[]): number => blocks.reduce((all, one) => all + one, 0);
  const read = (from: number, size: number): readonly Said[] => {
    const { blocks, lost } = windows(nth);
    nth += 1;
    let at = from;
    const given = blocks.map((bytes, index) => {
      const block = BODY.slice(at, Math.min(at + bytes, from + size));
      at += block.length;
      return index === lost || block === '' ? '' : `\r\n+HTTPREAD: ${word}${block.length}\r\n${block}`;
    });
    isRead = at;
    return [OK, `${given.join('')}${line('+HTTPREAD: 0')}`];
  };
  const modem = scripted((text) => {
    if (text === 'AT+CGACT?') return line('+CGACT: 1,1') + OK;
    if (text.startsWith('AT+CGPADDR')) return line('+CGPADDR: 1,10.0.0.1') + OK;
    if (text === 'AT+HTTPHEAD') return line('ERROR');
    if (text.startsWith('AT+HTTPACTION=')) {
      isRead = 0;
      const result = line(`+HTTPACTION: ${text.slice(-1)},200,${BODY.length}`);
      return [OK, { after: 100, say: result }];
    }
    if (text === 'AT+HTTPREAD?') {
      if (states === 'refused') return line('ERROR');
      if (states === 'total') return line(`+HTTPREAD: LEN,${BODY.length}`) + OK;
      const left = BODY.length - isRead;
      return (
        line(`+HTTPREAD: LEN,${states === 'left' ? left : Math.min(left, sum(windows(nth).blocks))}`) + OK
      );
    }
    const [, from, size] = /^AT\+HTTPREAD=(\d+),(\d+)$/.exec(text) ?? [];
    return from === undefined ? OK : read(Number(from), Number(size));
  });
  const ask = (method: 'GET' | 'POST') =>
    virtually(() =>
      watch(
        openModem(modem.transport, profile).pipe(
          take(1),
          switchMap((one) => http.request(one, { url: 'http://example.com/', method })),
          collect(),
        ),
      ),
    );
  const isWhole = (method: 'GET' | 'POST' = 'GET') => {
    const { end, values } = ask(method);
    return [end, values.map((response) => latin1(response.bytes) === BODY)];
  };
  const actions = (): number => modem.written.filter((text) => text.startsWith('AT+HTTPACTION')).length;
  return { isWhole, ask, actions, written: modem.written };
};

const whole = ['completed', [true]];
const changing = (nth: number): Window => ({ blocks: [1_024, [331, 376, 1, 900][nth % 4] ?? 0] });

describe.each([a7600, sim7600])(
  'windows of several blocks that the modem cuts as it likes, on a $title',
  (profile) => {
    it.each(['GET', 'POST'] as const)('are gone on with where it says what is left: %s', (method) => {
      const { isWhole, actions } = giving(profile, 'left', changing);

      expect(isWhole(method)).toEqual(whole);
      expect(actions()).toBe(1);
    });

    it('are read as they have arrived where it says that, the second time', () => {
      const { isWhole, actions, written } = giving(profile, 'arrived', changing);

      expect(isWhole()).toEqual(whole);
      expect(actions()).toBe(2);
      expect(written).toContain('AT+HTTPREAD=0,1400');
    });

    it.each(['total', 'refused'] as const)(
      'are read block by block the second time where it says %s',
      (states) => {
        const { isWhole, actions, written } = giving(profile, states, changing);

        expect(isWhole()).toEqual(whole);
        expect(actions()).toBe(2);
        expect(written).toContain('AT+HTTPREAD=0,1024');
      },
    );

    it.each(['total', 'refused'] as const)(
      'are gone on with where a POST’s come alike once more, and it says %s',
      (states) => {
        const { isWhole, actions } = giving(profile, states, changing);

        expect(isWhole('POST')).toEqual(whole);
        expect(actions()).toBe(1);
      },
    );

    it.each(['total', 'refused'] as const)(
      'are not taken for whole where a block was lost, and it says %s',
      (states) => {
        const lossy = (nth: number): Window => ({
          blocks: [1_024, 1_024, 376],
          ...(nth === 0 && { lost: 1 }),
        });

        expect(giving(profile, states, lossy).isWhole()).toEqual(whole);
        expect(giving(profile, states, lossy).ask('POST')).toMatchObject({ end: 'corrupt' });
      },
    );

    it('are not taken for whole where a block was lost with its header', () => {
      const lossy = (nth: number): Window =>
        nth === 0 ? { blocks: [1_024, 1_024, 1_024, 1_024], lost: 1 } : { blocks: [4_096] };
      const { isWhole, actions } = giving(profile, 'left', lossy);

      expect(isWhole()).toEqual(whole);
      expect(actions()).toBe(2);
    });

    it.each(['GET', 'POST'] as const)('may be empty once, while the body is still arriving: %s', (method) => {
      const { isWhole, actions } = giving(profile, 'left', (nth) => ({ blocks: nth === 1 ? [] : [1_400] }));

      expect(isWhole(method)).toEqual(whole);
      expect(actions()).toBe(1);
    });

    it('fail where they stay empty', () => {
      const { ask } = giving(profile, 'left', (nth) => ({ blocks: nth % 3 > 0 ? [] : [1_400] }));

      expect(ask('POST')).toMatchObject({ end: 'length', reason: { gotBytes: 1_400, mayBeDone: true } });
    });
  },
);
