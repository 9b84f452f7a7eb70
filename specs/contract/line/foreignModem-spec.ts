import { a7600, quectel, ready, type Reason, sim7600, sim800 } from '../../../lib';
import { line, OK } from '../../modem/scripted';
import { played } from './played';

const NAMES = { sim800: 'SIMCOM_SIM800L', a7600: 'A7670E', sim7600: 'SIMCOM_SIM7600E', quectel: 'EC25' };
const FAMILIES = [sim800, a7600, sim7600, quectel];
const PAIRS = FAMILIES.flatMap((used) =>
  Object.entries(NAMES)
    .filter(([right]) => right !== used.name)
    .map(([right, model]) => ({ used, right, model })),
);

/** A modem that has a network, in the words that all families share. */
const NETWORK: Readonly<Record<string, string>> = {
  'AT+CPIN?': '+CPIN: READY',
  'AT+CSQ': '+CSQ: 20,0',
  'AT+CREG?': '+CREG: 0,1',
  'AT+CGREG?': '+CGREG: 0,1',
  'AT+CEREG?': '+CEREG: 0,1',
  'AT+CGATT?': '+CGATT: 1',
};
const OWN = /SAPBR|CGACT|CGPADDR|QIACT|CPSI|QNWINFO|CGDCONT/;

/** `ready` on a modem that calls itself so, and refuses what opens a bearer. */
const readied = (used: (typeof FAMILIES)[number], model: string, refusal: string) =>
  played(
    used,
    (text) => {
      const known = NETWORK[text];
      if (known !== undefined) return line(known) + OK;
      if (text === 'AT+CGMM') return line(model) + OK;
      return OWN.test(text) ? line(refusal) : undefined;
    },
    (modem) => ready(modem, { restarts: 1 }),
  );

describe('ready on a modem of another family', () => {
  it.each(PAIRS)('names it within seconds: $model as $used.name', ({ used, right, model }) => {
    for (const refusal of ['ERROR', '+CME ERROR: 100', '+CME ERROR: 4']) {
      const got = readied(used, model, refusal);

      expect(got.message).toContain(`The modem calls itself ${model}: use the profile ${right}`);
      expect(got.reason?.model).toEqual({ name: model, profile: right });
      expect(got.endedAt).toBeLessThan(2_000);
      expect(got.written.filter((text) => text === 'AT+CGMM')).toHaveLength(1);
      expect(got.written.filter((text) => /CFUN=1,1|CRESET/.test(text))).toEqual([]);
    }
  });

  it.each(FAMILIES)('asks a modem of its own family once, and goes on as before: a $title', (used) => {
    const got = readied(used, NAMES[used.name as keyof typeof NAMES], 'ERROR');

    expect(got.message).not.toContain('calls itself');
    expect(got.endedAt).toBeGreaterThan(14_000);
    expect(got.reason).toMatchObject({ kind: 'network', step: 'bearer', cause: 'refused' });
    expect(got.written.some((text) => /CFUN=1,1|CRESET/.test(text))).toBe(true);
  });
});

describe('why the network is not there', () => {
  type Answers = Readonly<Record<string, string>>;
  const CASES: readonly (readonly [title: string, answers: Answers, why: Partial<Reason>])[] = [
    ['waits for its PIN', { 'AT+CPIN?': '+CPIN: SIM PIN' }, { cause: 'pin' }],
    ['is blocked', { 'AT+CPIN?': '+CPIN: SIM PUK' }, { cause: 'puk' }],
    ['is locked', { 'AT+CPIN?': '+CPIN: PH-NET PIN' }, { cause: 'locked' }],
    ['is locked, by its code', { 'AT+CPIN?': '+CME ERROR: 5' }, { cause: 'locked' }],
    [
      'is denied',
      { 'AT+CREG?': '+CREG: 0,3', 'AT+CGREG?': '+CGREG: 0,3', 'AT+CEREG?': '+CEREG: 0,3' },
      { cause: 'denied' },
    ],
    [
      'searches',
      { 'AT+CREG?': '+CREG: 0,2', 'AT+CGREG?': '+CGREG: 0,2', 'AT+CEREG?': '+CEREG: 0,2' },
      { cause: 'searching' },
    ],
  ];

  it.each(CASES)('is data, too, where the modem %s', (_, answers, why) => {
    for (const profile of FAMILIES) {
      const { reason, message } = played(
        profile,
        (text) => {
          const known = answers[text] ?? NETWORK[text];
          if (known === undefined) return undefined;
          return known.includes('ERROR') ? line(known) : line(known) + OK;
        },
        (modem) => ready(modem, { restarts: 0 }),
      );

      expect(reason).toMatchObject({ kind: 'network', ...why });
      // The sentence is made of the words alone.
      expect(message).not.toMatch(/cause|undefined/);
    }
  });
});
