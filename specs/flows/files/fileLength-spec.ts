import { type Observable, switchMap, take } from 'rxjs';
import { a7600, files, openModem, type Profile, sim800 } from '../../../lib';
import type { Modem } from '../../../lib/modem/modem';
import { modemSaying } from '../../helpers/modemSaying';
import { joinBytes } from '../../../operators/joinBytes';
import { latin1, latin1Bytes } from '../../../lib/grammar/latin1';
import { virtually } from '../../modem/virtually';
import { watch, type Watched } from '../../modem/watch';

const BODY = 'x'.repeat(700);

/** How a family answers: its length as these say, one after the other; windows of `BODY`, of which the first may be damaged. */
const answers = (profile: Profile, sizes: readonly string[], isDamaged = false) => {
  const left = [...sizes];
  let damages = isDamaged ? 1 : 0;
  return (line: string): string => {
    const size = /^AT\+(FSFLSIZE|FSATTRI)=/.exec(line);
    if (size) {
      const said = left.length > 1 ? left.shift() : left[0];
      return said === '' ? '\r\nERROR\r\n' : `\r\n+${size[1]}: ${said}\r\n\r\nOK\r\n`;
    }
    const [, directory] = /^AT\+FSCD=(.*)$/.exec(line) ?? [];
    if (directory !== undefined) return `\r\n+FSCD: ${directory}/\r\n\r\nOK\r\n`;
    const [, asked = '', from = ''] = /^AT\+FSREAD=.*,(\d+),(\d+)$/.exec(line) ?? [];
    const [, at = '', bytes = ''] = /^AT\+CFTRANTX=.*,(\d+),(\d+)$/.exec(line) ?? [];
    const isWindow = asked !== '' || bytes !== '';
    if (!isWindow) return '\r\nOK\r\n';
    const [offset, length] = profile === sim800 ? [Number(from), Number(asked)] : [Number(at), Number(bytes)];
    const window = BODY.slice(offset, offset + length);
    if (window === '') return '\r\nERROR\r\n';
    const lost = damages > 0 ? 3 : 0;
    damages -= 1;
    const sent = window.slice(lost);
    if (profile === sim800) return `\r\n${sent}\r\nOK\r\n`;
    return `\r\n+CFTRANTX: DATA,${window.length}\r\n${sent}\r\n+CFTRANTX: 0\r\n\r\nOK\r\n`;
  };
};

const on = <T>(
  profile: Profile,
  answer: (line: string) => string,
  act: (modem: Modem) => Observable<T>,
): Watched<T> =>
  virtually(() => watch(openModem(modemSaying(answer), profile).pipe(take(1), switchMap(act))));

const read = (modem: Modem) => files.read(modem, 'a.bin');

describe.each([
  ['SIM800', sim800],
  ['A7600', a7600],
])('the length of a file on a %s', (_, profile) => {
  it.each([
    ['a digit lost', ['70', '700'], false],
    ['a digit lost, and a damaged window', ['70', '700'], true],
    ['another digit', ['600', '700'], true],
    ['a digit more, behind which reading is refused', ['7000', '700'], false],
  ])('is `length` where it is reported differently the second time: %s', (_name, sizes, isDamaged) => {
    const { end, reason } = on(profile, answers(profile, sizes, isDamaged), read);

    expect(end).toBe('length');
    expect(reason).toMatchObject({ expectedBytes: Number(sizes[0]), gotBytes: 700 });
  });

  it.each(['-5', '-0x1', '7.5', '99999999999999999999', 'many', '"700"x'])('is no count: %s', (said) => {
    const { end, values } = on(profile, answers(profile, [said]), read);

    expect(end).toBe('unreadable');
    expect(values).toEqual([]);
  });

  it.each([
    ['is refused', ''],
    ['can’t be read', '-700'],
  ])('may not be known any more at the end: a second question that %s changes nothing', (_name, said) => {
    const { end, values } = on(profile, answers(profile, ['700', said]), read);

    expect(end).toBe('completed');
    expect(latin1(joinBytes(values.map(({ bytes }) => bytes)))).toBe(BODY);
  });

  it('is asked for once more where it is not the one that was written', () => {
    const sizes = ['70', '700'];
    const sayingPrompts = (line: string): string => {
      if (line.startsWith('AT+FSWRITE')) return profile === sim800 ? '\r\n>' : '\r\nCONNECT\r\n';
      if (line.startsWith('AT+FSOPEN')) return '\r\n+FSOPEN: 1\r\n\r\nOK\r\n';
      if (line.startsWith('x'))
        return profile === sim800 ? '\r\nOK\r\n' : '\r\n+FSWRITE: 700,700\r\n\r\nOK\r\n';
      return answers(
        profile,
        sizes.splice(0, line.includes('FSFLSIZE') || line.includes('FSATTRI') ? 1 : 0),
      )(line);
    };

    expect(on(profile, sayingPrompts, (modem) => files.write(modem, 'a.bin', latin1Bytes(BODY))).end).toBe(
      'completed',
    );
  });
});
