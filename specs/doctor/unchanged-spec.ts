import { delay, skip, Subject, take, takeUntil } from 'rxjs';
import { doctor, type DoctorOptions, scanPorts } from '../../lib';
import { type Emulator, type EmulatorOptions, faults } from '../../lib/emulator';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { fullOr } from '../helpers/thin';
import { everythingOf, makeUnusual } from './everythingOf';
import { modem } from './sick';

const FAMILIES = ['sim800', 'a7600', 'sim7600', 'quectel'] as const;
const ACCESS = { apn: 'internet', user: 'me', password: 'pass-word' };

const CASES: Readonly<Record<string, readonly [knobs: Partial<EmulatorOptions>, options: DoctorOptions]>> = {
  'a healthy one': [{}, {}],
  'an access point': [{}, ACCESS],
  'a page': [{}, { online: 'http://example.com/' }],
  'a PIN': [{ sim: 'SIM PIN' }, {}],
  'a denial': [{ registration: 3 }, {}],
  'no echo': [{ faults: [faults.noEcho()] }, {}],
  'a bearer and a session that are open': [{ bearerOpen: true, httpOpen: true }, {}],
  'no result codes': [{ quiet: true }, {}],
  numbers: [{ verbose: false }, {}],
  'another rate': [{ portBaud: 9_600 }, {}],
};

const put = (family: string, knobs: Partial<EmulatorOptions>): Emulator => {
  const on = modem({ family, ...knobs });
  makeUnusual(on);
  return on;
};

describe.each(FAMILIES)('on a %s with unusual settings the doctor leaves everything as it was', (family) => {
  it.each(Object.entries(CASES))('%s', (_, [knobs, options]) => {
    const on = put(family, knobs);
    const before = everythingOf(on);

    expect(virtually(() => watch(doctor(on.at, options)))).toMatchObject({ end: 'completed' });
    expect(everythingOf(on)).toEqual(before);
  });

  it.each([
    ['at once', {}, {}, 0],
    ['at once, with an access point', {}, ACCESS, 0],
    ['in the middle of its answer', {}, ACCESS, 1],
    ['of one without result codes', { quiet: true }, {}, 0],
    ['of one without result codes, after its answer', { quiet: true }, {}, 5],
    ['of one that answers in numbers', { verbose: false }, {}, 1],
    ['of one without echo', { faults: [faults.noEcho()] }, {}, 1],
    ['of one at another rate', { portBaud: 9_600 }, ACCESS, 1],
  ] as const)('when it is left at any line %s', (_, knobs, options, afterMs) => {
    let lines = 0;
    const all = put(family, knobs);
    all.heard.subscribe(() => (lines += 1));
    virtually(() => watch(doctor(all.at, options)));

    for (let at = 0; at < lines; at += fullOr(1, at < 12 ? 1 : 6)) {
      const on = put(family, knobs);
      const before = everythingOf(on);
      let heard = '';
      virtually(() => {
        const leave = on.heard.pipe(skip(at), take(1));
        leave.subscribe((line) => (heard = line));
        return watch(doctor(on.at, options).pipe(takeUntil(leave.pipe(delay(afterMs)))));
      });
      expect({ at, heard, ...everythingOf(on) }).toEqual({ at, heard, ...before });
    }
    expect(lines).toBeGreaterThan(20);
  });

  it('though its settings are indeed unusual', () => {
    const [usual, other] = [everythingOf(modem({ family })), everythingOf(put(family, {}))];
    const changed = Object.keys(usual).filter((line) => usual[line] !== other[line]);
    expect(changed.length).toBeGreaterThan(9);
  });

  it.each([
    ['a healthy one', {}],
    ['one without result codes', { quiet: true }],
    ['one that answers in numbers', { verbose: false }],
    ['one in data mode', { leftIn: 'data' }],
  ] as const)('and so does whoever looks for the port of %s', (_, knobs) => {
    const on = put(family, knobs);
    const heard: string[] = [];
    on.heard.subscribe((line) => heard.push(line));
    const before = 'leftIn' in knobs ? {} : everythingOf(on);
    const found = virtually(() => watch(scanPorts([{ path: 'at', open: on.at }])));

    expect(found).toMatchObject({ values: [{ isModem: true }], end: 'completed' });
    if ('leftIn' in knobs) expect(heard.at(-1)).toBe('ATO');
    else expect(everythingOf(on)).toEqual(before);
  });
});

describe('a doctor that is left while it ends data mode', () => {
  it.each([0, 1, 200, 1_200])('returns to it: after %d ms', (afterMs) => {
    const on = modem({ leftIn: 'data' });
    const escaped = new Subject<void>();
    const trace = ({ text }: { readonly text: string }): void => {
      if (text === '+++') escaped.next();
    };
    const heard: string[] = [];
    on.heard.subscribe((line) => heard.push(line));
    virtually(() => watch(doctor(on.at, { trace }).pipe(takeUntil(escaped.pipe(delay(afterMs))))));

    expect(heard.at(-1)).toBe('ATO');
    const again = virtually(() => watch(doctor(on.at)));
    const seen = expect.stringMatching(/data mode/) as string;
    expect(again.values[0]).toMatchObject({ name: 'line', seen });
  });
});
