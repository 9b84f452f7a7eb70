import { concat, ignoreElements, merge, take, takeUntil, timer } from 'rxjs';
import { a7600, phonebook, quectel, sim7600, sim800, type Modem, type Profile, ussd } from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import { simName } from '../../lib/pdu/simName';
import { desk, type Desk } from '../modem/desk';
import { asking } from './asking';

const FAMILIES = [
  { profile: sim800 },
  { profile: a7600 },
  { profile: sim7600 },
  { profile: quectel },
] as const;
const ENTRIES = [
  { index: 1, number: '+491701234567', name: 'Ada' },
  { index: 3, number: '0301', name: 'Zoë Ñandú €' },
  { index: 50, number: '*100#', name: 'Жанна' },
  { index: 51, number: '123', name: '' },
  { index: 249, number: '5', name: '山田😀' },
];

const filled = (profile: Profile, knobs: Partial<EmulatorSettings> = {}, storage = 'SM'): Desk =>
  desk(profile, 'page', { ...knobs, phonebooks: { [storage]: ENTRIES } });
const words = ({ heard }: Desk): readonly string[] => heard.filter((line) => /\+CP|\+CSCS/.test(line));

describe.each(FAMILIES)('the phonebook of a $profile.title', ({ profile }) => {
  const back = 'AT+CSCS="IRA"';
  const on = (knobs: Partial<EmulatorSettings> = {}): Desk => filled(profile, knobs);

  it.each([
    ['as it is', {}],
    ['in pieces', { latencyMs: 1, faults: [faults.pieces({ most: 3 })] }],
  ] as const)('is listed in slices, gaps and all, on a modem %s', (_, knobs) => {
    const virtual = on(knobs);

    expect(asking(virtual, (modem) => phonebook.list(modem))).toMatchObject({
      values: ENTRIES,
      end: 'completed',
    });
    expect(words(virtual)).toEqual([
      'AT+CSCS?',
      'AT+CSCS="UCS2"',
      'AT+CPBS?',
      'AT+CPBR=?',
      ...[1, 51, 101, 151, 201].map((from) => `AT+CPBR=${from},${from + 49}`),
      back,
    ]);
  });

  it('that the modem does not have is named so, and nothing is read', () => {
    const virtual = filled(profile);

    expect(asking(virtual, (modem) => phonebook.list(modem, { storage: 'XX' }))).toMatchObject({
      reason: { kind: 'unsupported', feature: 'phonebook XX' },
    });
    expect(words(virtual)).not.toContain('AT+CSCS="UCS2"');
  });

  it('is read in another storage, which is put back', () => {
    const virtual = filled(profile, {}, 'ME');

    expect(asking(virtual, (modem) => phonebook.find(modem, 'Ж', { storage: 'me' }))).toMatchObject({
      values: [ENTRIES[2]],
      end: 'completed',
    });
    expect(words(virtual)).toEqual([
      ...['AT+CPBS?', 'AT+CPBS="ME"', 'AT+CSCS?', 'AT+CSCS="UCS2"'],
      ...['AT+CPBF="0416"', back, 'AT+CPBS="SM"'],
    ]);
  });

  it.each([
    ['Ad', [ENTRIES[0]]],
    ['nobody', []],
    ['', ENTRIES],
  ])('finds the names that begin with %j', (text, found) => {
    expect(asking(on(), (modem) => phonebook.find(modem, text))).toMatchObject({
      values: found,
      end: 'completed',
    });
  });

  it('is searched by reading it where the modem can not search', () => {
    const virtual = on({ faults: [faults.missingCommands({ names: ['+CPBF'] })] });

    expect(asking(virtual, (modem) => phonebook.find(modem, 'zoë')).values).toEqual([ENTRIES[1]]);
  });

  it('takes names of any script, and deletes entries', () => {
    const virtual = on();
    const done = asking(virtual, (modem) =>
      concat(
        phonebook.write(modem, { number: '+1555', name: 'Ünal Ж' }),
        phonebook.write(modem, { index: 1, number: '42', name: '' }),
        phonebook.remove(modem, 3),
        phonebook.remove(modem, 7),
        phonebook.list(modem).pipe(take(2)),
      ),
    );

    expect(done).toMatchObject({
      values: [
        { index: 1, number: '42', name: '' },
        { index: 2, number: '+1555', name: 'Ünal Ж' },
      ],
      end: 'completed',
    });
    expect(virtual.heard).toContain('AT+CPBW=,"+1555",145,"00DC006E0061006C00200416"');
  });

  it.each([
    [
      'a place that is not there',
      (modem: Modem) => phonebook.write(modem, { index: 251, number: '1', name: '' }),
      21,
    ],
    [
      'a name that is too long',
      (modem: Modem) => phonebook.write(modem, { number: '1', name: 'a'.repeat(15) }),
      24,
    ],
  ])('%s fails as the modem says, and the character set is put back', (_, act, code) => {
    const virtual = on({ faults: [faults.cmeVerbosity({ level: 1 })] });

    expect(asking(virtual, act).reason).toMatchObject({ kind: 'cme', code });
    expect(words(virtual).at(-1)).toBe(back);
  });

  it('waits for a SIM that is busy', () => {
    const virtual = on({ sim: 'busy', becomes: [{ afterMs: 7_000, sim: 'READY' }] });

    expect(asking(virtual, (modem) => phonebook.list(modem))).toMatchObject({
      values: ENTRIES,
      end: 'completed',
    });
  });

  it('left in the middle puts back what it changed', () => {
    const virtual = filled(profile, { latencyMs: 100 }, 'ME');
    asking(virtual, (modem) =>
      merge(
        phonebook.list(modem, { storage: 'ME' }).pipe(takeUntil(timer(700))),
        timer(5_000).pipe(ignoreElements()),
      ),
    );

    expect(words(virtual).slice(-2)).toEqual([back, 'AT+CPBS="SM"']);
  });

  it('does not change the character set under a USSD session', () => {
    const virtual = filled(profile, { ussd: { '*1#': 'Hello' }, ussdMs: 5_000 });
    const done = asking(virtual, (modem) => merge(phonebook.list(modem), ussd.ask(modem, '*1#')));

    expect(done.values.at(-1)).toEqual({ text: 'Hello', state: 'done' });
  });

  it('a write whose answer is lost may have been done', () => {
    const virtual = on({ faults: [faults.stall({ during: 'AT+CPBW' })] });

    expect(asking(virtual, (modem) => phonebook.write(modem, { number: '1', name: 'A' }))).toMatchObject({
      end: 'timeout answer',
      reason: { mayBeDone: true },
    });
  });

  it.each([
    ['number', (modem: Modem) => phonebook.write(modem, { number: '1"2', name: 'A' })],
    ['number', (modem: Modem) => phonebook.write(modem, { number: '1\r2', name: 'A' })],
    ['name', (modem: Modem) => phonebook.write(modem, { number: '1', name: 'A\rB' })],
    ['text', (modem: Modem) => phonebook.find(modem, 'A\x1a')],
    ['index', (modem: Modem) => phonebook.remove(modem, -1)],
    ['storage', (modem: Modem) => phonebook.list(modem, { storage: 'S"M' })],
  ])('a %s that could leave its place is refused before anything is written', (name, act) => {
    const virtual = on();

    expect(asking(virtual, act).reason).toMatchObject({ kind: 'invalid-argument', name });
    expect(words(virtual)).toEqual([]);
  });

  it('a name with quotes is written and found', () => {
    const name = 'Ann "A"';
    const entry = { index: 5, number: '1', name };
    const got = asking(on(), (modem) =>
      concat(phonebook.write(modem, entry), phonebook.find(modem, 'Ann "')),
    );

    expect(got.values).toEqual([entry]);
  });

  it('neither names nor numbers are shown in the trace', () => {
    const shown: string[] = [];
    asking(
      on(),
      (modem) => concat(phonebook.write(modem, { number: '4711', name: 'Ada' }), phonebook.list(modem)),
      { trace: ({ text }) => void shown.push(text) },
    );

    expect(shown.join('\n')).not.toMatch(/4711|0041|Ada|123/);
  });
});

describe('a name as the SIM holds it', () => {
  it.each([
    ['80042F', 'Я'],
    ['80042F0430FFFF', 'Яа'],
    ['810308909130', 'АБ0'.replace('А', '\u0410').replace('Б', '\u0411')],
    ['8203041090914B', '\u0420\u0421K'],
  ])('%s is read as %j', (digits, name) => {
    expect(simName(digits)).toBe(name);
  });

  it.each(['', '80', '81', '8103', 'Ada', '0041', '810308', '804'])('%j is none', (digits) => {
    expect(simName(digits)).toBeUndefined();
  });
});
