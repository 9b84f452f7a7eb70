import { merge, of, timer, ignoreElements, takeUntil, throwError, NEVER, tap, Subject } from 'rxjs';
import { a7600, quectel, sim7600, sim800, ussd, type UssdAnswer } from '../../lib';
import { faults, type EmulatorSettings } from '../../lib/emulator';
import { desk, type Desk } from '../modem/desk';
import { asking } from './asking';

const MENU = {
  text: '1 Balance\r\nOK\r\n2 "More", please',
  replies: { '1': 'Balance: 5.00', '2': { text: 'Which?', replies: { '7': 'Thanks' } } },
};
const SERVICE: EmulatorSettings['ussd'] = {
  '*100#': 'Balance: 5.00',
  '*101#': { text: 'Guthaben: 5,00 € für Ж', status: 0 },
  '*102#': { text: '12345678' },
  '*103#': { text: 'Bye', status: 2 },
  '*104#': { status: 5 },
  '*105#': { text: '', afterMs: 10 },
  '*123#': MENU,
  '*199#': { text: 'late', afterMs: 200_000 },
};
const FAMILIES = [
  { profile: sim800 },
  { profile: a7600 },
  { profile: sim7600 },
  { profile: quectel },
] as const;

const codes = ({ heard }: Desk): readonly string[] => heard.filter((line) => line.startsWith('AT+CUSD'));

describe.each(FAMILIES)('USSD on a $profile.title', ({ profile }) => {
  const on = (knobs: Partial<EmulatorSettings> = {}): Desk =>
    desk(profile, 'page', { ussd: SERVICE, ...knobs });

  it.each([
    ['at once', {}],
    ['before its OK', { ussdEarly: true }],
    ['seconds later', { ussdMs: 9_000 }],
    ['in packed septets', { ussdForm: 'packed' }],
    ['in pieces', { faults: [faults.pieces({ most: 3 })], latencyMs: 1 }],
    ['in UCS-2', { ussdForm: 'ucs2' }],
  ] as const)('the answer is read where it comes %s', (_, knobs) => {
    const { ussdForm, ...rest } = { ussdForm: undefined, ...knobs };
    const virtual = on({ ...rest, ...(ussdForm === 'ucs2' && { ussdForm }) });
    const asked = asking(virtual, (modem) => ussd.ask(modem, '*100#'));

    expect(asked).toMatchObject({ values: [{ text: 'Balance: 5.00', state: 'done' }], end: 'completed' });
    expect(codes(virtual)).toEqual(['AT+CUSD=1,"*100#",15']);
  });

  it.each([
    ['*101#', { text: 'Guthaben: 5,00 € für Ж', state: 'done' }],
    ['*102#', { text: '12345678', state: 'done' }],
    ['*103#', { text: 'Bye', state: 'terminated' }],
    ['*104#', { text: '', state: 'timeout' }],
    ['*105#', { text: '', state: 'done' }],
    ['*999#', { text: '', state: 'unsupported' }],
  ])('the answer to %s says how the session stands', (code, answer) => {
    const virtual = on();

    expect(asking(virtual, (modem) => ussd.ask(modem, code))).toMatchObject({
      values: [answer],
      end: 'completed',
    });
    expect(codes(virtual)).toHaveLength(1);
  });

  it('a menu of several lines is read whole, and cancelled when nobody replies', () => {
    const virtual = on();
    const asked = asking(virtual, (modem) => ussd.ask(modem, '*123#'));

    expect(asked).toMatchObject({ values: [{ text: MENU.text, state: 'asks' }], end: 'completed' });
    expect(codes(virtual)).toEqual(['AT+CUSD=1,"*123#",15', 'AT+CUSD=2']);
  });

  it('a dialogue replies until the network is done', () => {
    const virtual = on({ ussdMs: 100 });
    const replies = ['2', '7'];
    const asked = asking(virtual, (modem) => ussd.dialogue(modem, '*123#', () => of(replies.shift() ?? '')));

    expect(asked).toMatchObject({
      values: [
        { text: MENU.text, state: 'asks' },
        { text: 'Which?', state: 'asks' },
        { text: 'Thanks', state: 'done' },
      ],
      end: 'completed',
    });
    expect(codes(virtual)).toEqual(['AT+CUSD=1,"*123#",15', 'AT+CUSD=1,"2",15', 'AT+CUSD=1,"7",15']);
  });

  it('the network may end the session while it waits for a reply', () => {
    const virtual = on();
    const asked = asking(virtual, (modem) =>
      merge(
        ussd.dialogue(modem, '*123#', () => NEVER),
        timer(30_000).pipe(
          tap(() => virtual.virtual.say('+CUSD: 2')),
          ignoreElements(),
        ),
      ),
    );

    expect(asked).toMatchObject({
      values: [{ state: 'asks' }, { text: '', state: 'terminated' }],
      end: 'completed',
    });
    expect(codes(virtual)).toHaveLength(1);
  });

  it.each([
    ['a reply that can not be sent', () => of('a"b'), 'invalid-argument'],
    ['a reply that fails', () => throwError(() => new Error('no')), 'no ModemError: Error: no'],
  ])('%s cancels the session', (_, reply, end) => {
    const virtual = on();
    const asked = asking(virtual, (modem) => ussd.dialogue(modem, '*123#', reply));

    expect(asked.end).toBe(end);
    expect(codes(virtual)).toEqual(['AT+CUSD=1,"*123#",15', 'AT+CUSD=2']);
  });

  it.each([
    ['while the answer is on its way', 500, '*199#'],
    ['while the network waits', 500, '*123#'],
  ])('a session that is left %s is cancelled', (_, afterMs, code) => {
    const virtual = on();
    const asked = asking(virtual, (modem) =>
      merge(
        ussd.dialogue(modem, code, () => NEVER).pipe(takeUntil(timer(afterMs))),
        timer(9_000).pipe(ignoreElements()),
      ),
    );

    expect(asked.end).toBe('completed');
    expect(codes(virtual).at(-1)).toBe('AT+CUSD=2');
  });

  it('no answer is a time-out that may have been done', () => {
    const virtual = on();
    const asked = asking(virtual, (modem) => ussd.ask(modem, '*199#', { withinMs: 30_000 }));

    expect(asked).toMatchObject({ values: [], end: 'timeout result', reason: { mayBeDone: true } });
    expect(asked.endedAt).toBeGreaterThanOrEqual(30_000);
    expect(codes(virtual).at(-1)).toBe('AT+CUSD=2');
  });

  it('a refusal says what to do, and is not said to be done', () => {
    const asked = asking(on({ registration: 2 }), (modem) => ussd.ask(modem, '*100#'));

    expect(asked.end).toBe('network');
    expect(asked.reason).toMatchObject({ step: 'ussd', advice: expect.stringMatching(/2G or 3G/) });
    expect(asked.reason?.mayBeDone).toBeUndefined();
  });

  it.each(profile === sim800 ? ['UCS2', 'HEX', 'GSM'] : ['UCS2', 'GSM'])(
    'the character set %s is kept, and read',
    (set) => {
      const virtual = on();
      const asked = asking(virtual, (modem) =>
        merge(modem.sendRaw(`AT+CSCS="${set}"`).pipe(ignoreElements()), ussd.ask(modem, '*100#')),
      );

      expect(asked).toMatchObject({ values: [{ text: 'Balance: 5.00', state: 'done' }], end: 'completed' });
      expect(virtual.heard.filter((line) => line.startsWith('AT+CSCS='))).toHaveLength(1);
    },
  );

  it('what the network sends by itself is emitted, and a question is cancelled', () => {
    const virtual = on();
    const got: UssdAnswer[] = [];
    const enough = new Subject<void>();
    const asked = asking(virtual, (modem) =>
      merge(
        ussd.incoming(modem).pipe(
          tap((answer) => {
            got.push(answer);
            if (answer.state === 'asks') enough.next();
          }),
        ),
        timer(1_000).pipe(
          tap(() => virtual.virtual.say('+CUSD: 0,"10 % left",15')),
          ignoreElements(),
        ),
        timer(2_000).pipe(
          tap(() => virtual.virtual.say('+CUSD: 1,"Buy more?",15')),
          ignoreElements(),
        ),
        ussd.ask(modem, '*100#').pipe(ignoreElements()),
      ).pipe(takeUntil(timer(5_000))),
    );

    expect(asked.end).toBe('completed');
    expect(got).toEqual([
      { text: '10 % left', state: 'done' },
      { text: 'Buy more?', state: 'asks' },
    ]);
    expect(codes(virtual)).toEqual(['AT+CUSD=1', 'AT+CUSD=1,"*100#",15', 'AT+CUSD=2']);
  });

  it.each(['', 'x'.repeat(183), '*1\r\n#', '*1"#', '*1\x1a#', '*é#'])(
    'the code %j is refused before anything is written',
    (code) => {
      const virtual = on();

      expect(asking(virtual, (modem) => ussd.ask(modem, code)).reason).toMatchObject({
        kind: 'invalid-argument',
        name: 'code',
      });
      expect(codes(virtual)).toEqual([]);
    },
  );

  it('neither code nor text is shown in the trace', () => {
    const shown: string[] = [];
    asking(on(), (modem) => ussd.ask(modem, '*100#'), { trace: ({ text }) => void shown.push(text) });

    expect(shown).toContain('AT+CUSD=1,***,15');
    expect(shown).toContain('+CUSD: ***');
    expect(shown.join()).not.toMatch(/100#|Balance/);
  });
});

describe('USSD', () => {
  it('on an A7600 with IMS on says that IMS refuses it', () => {
    const asked = asking(desk(a7600, '', { ussd: SERVICE, ims: true }), (modem) => ussd.ask(modem, '*100#'));

    expect(asked.reason).toMatchObject({
      kind: 'network',
      advice: expect.stringMatching(/IMS off.*AT\*IMSRCFG/),
    });
  });

  it('is tried in packed septets where a modem refuses plain text, and remembered', () => {
    const { ussd: dialect } = sim800;
    const huawei = {
      ...sim800,
      ussd: { ...(dialect as NonNullable<typeof dialect>), forms: ['plain', 'packed'] as const },
    };
    const virtual = desk(huawei, '', { ussd: SERVICE, ussdForm: 'packed' });
    const asked = asking(virtual, (modem) => merge(ussd.ask(modem, '*100#'), ussd.ask(modem, '*102#')));

    expect(asked.values).toEqual([
      { text: 'Balance: 5.00', state: 'done' },
      { text: '12345678', state: 'done' },
    ]);
    expect(codes(virtual).map((line) => line.slice(0, 14))).toEqual([
      'AT+CUSD=1,"*10',
      'AT+CUSD=1,"AA1',
      'AT+CUSD=1,"AA1',
    ]);
  });

  it('of a family without it is unsupported', () => {
    const { ussd: _, ...bare } = sim800;

    expect(asking(desk(bare, ''), (modem) => ussd.ask(modem, '*100#')).end).toBe('unsupported');
  });
});
