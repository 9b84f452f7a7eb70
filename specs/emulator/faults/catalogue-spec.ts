import { fc } from '../../helpers/seeded';
import { type Fault, type FaultName, faultList, faults, readFault, writeFault } from '../../../lib/emulator';
import { ModemError } from '../../../lib/grammar/errors/modemError';

/** A value of each parameter that must be given. */
const NEEDED: Readonly<Record<string, object>> = {
  urcs: { lines: ['RING', '+CREG: 1'] },
  slowFinals: { ms: 700 },
  lateResult: { ms: 5_000 },
  failedRequests: { codes: [601, 604] },
  cmeVerbosity: { level: 2 },
  blockBytes: { most: 100 },
  failedSms: { codes: [500, 0, 38] },
  lateSms: { ms: 90_000 },
  missingCommands: { names: ['+FTPEXTGET'] },
};
const names = Object.keys(faults) as FaultName[];
const made = (name: FaultName): Fault => (faults[name] as (given?: object) => Fault)(NEEDED[name]);

const problemOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return error instanceof ModemError && error.reason.kind === 'invalid-argument'
      ? `${error.reason.name}: ${error.reason.problem}`
      : `no invalid-argument: ${String(error)}`;
  }
  return 'none';
};

describe('the catalogue of faults', () => {
  it.each(names)('makes %s plain frozen data, that JSON brings back', (name) => {
    expect(JSON.parse(JSON.stringify(made(name)))).toEqual(made(name));
    expect(made(name).name).toBe(name);
    expect(Object.isFrozen(made(name))).toBe(true);
  });

  it.each(names)('reads %s as it writes it', (name) => {
    expect(readFault(writeFault(made(name)))).toEqual(made(name));
  });

  it('reads what it writes, whatever the values', () => {
    const places = fc.record({
      during: fc.constantFrom('AT', 'AT+HTTPREAD=0,100', 'AT+HTTPPARA="URL","http://a/?b=c"'),
      after: fc.nat(5_000),
      skip: fc.nat(5),
      times: fc.oneof(fc.constant('always' as const), fc.integer({ min: 1, max: 9 })),
      chance: fc.double({ min: 0, max: 1, noNaN: true }),
      seed: fc.nat(),
      count: fc.integer({ min: 1, max: 99 }),
    });
    fc.assert(
      fc.property(places, (place) =>
        expect(readFault(writeFault(faults.lostBytes(place)))).toEqual(faults.lostBytes(place)),
      ),
    );
    const bytes = fc.array(fc.nat(255)).map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(bytes, (text) =>
        expect(readFault(writeFault(faults.bootNoise({ text })))).toEqual(faults.bootNoise({ text })),
      ),
    );
  });

  it('is spelled alike on the command line and in code', () => {
    const spelled: readonly (readonly [string, Fault])[] = [
      ['undervoltage', faults.undervoltage()],
      ['stall:during=AT+HTTPREAD=0,100,after=20', faults.stall({ during: 'AT+HTTPREAD=0,100', after: 20 })],
      [
        'lostBytes:during=AT+HTTPREAD,after=100,count=3',
        faults.lostBytes({ during: 'AT+HTTPREAD', after: 100, count: 3 }),
      ],
      [
        'urcs:lines=RING|+CREG: 1,where=before-final',
        faults.urcs({ lines: ['RING', '+CREG: 1'], where: ['before-final'] }),
      ],
      ['bootNoise:text=\\0I\\xff\\r\\n', faults.bootNoise({ text: '\0I\xff\r\n' })],
      [
        'missingResult:of=AT+HTTPACTION,times=always',
        faults.missingResult({ of: 'AT+HTTPACTION', times: 'always' }),
      ],
    ];
    for (const [text, fault] of spelled) expect(readFault(text)).toEqual(fault);
  });

  it.each([
    ['stal', 'fault: there is no "stal"; known are lostBytes, flippedBytes, stall, '],
    ['constructor', 'fault: there is no "constructor"; known are '],
    ['', 'fault: there is no ""; known are '],
    [
      'stall:affter=3',
      'fault stall: it takes no "affter"; known are during, after, skip, times, chance, seed',
    ],
    ['silent:ms=3', 'fault silent: it takes no "ms"; known are none'],
    ['stall:after', 'fault stall: write it like name=value, not "after"'],
    ['stall:after=1,after=2', 'fault stall: after stands there twice'],
    ['stall:after=', 'after of fault stall: it must be a whole number, 0 or more, not null'],
    ['stall:after=-1', 'after of fault stall: it must be a whole number, 0 or more, not -1'],
    ['stall:after=1.5', 'after of fault stall: it must be a whole number, 0 or more, not 1.5'],
    ['stall:during=HTTPREAD', 'during of fault stall: it must be how a command line starts, AT and all'],
    ['stall:chance=2', 'chance of fault stall: it must be a number, 0 to 1, not 2'],
    ['slowFinals', 'ms of fault slowFinals: it is needed: a whole number, 1 or more'],
    ['urcs:lines=RING,where=nowhere', 'where of fault urcs: it must be some of everywhere, before-answer, '],
    ['failedRequests:codes=601|x', 'codes of fault failedRequests: it must be codes, with | between them'],
    ['cmeVerbosity:level=3', 'level of fault cmeVerbosity: it must be a whole number, 0 to 2, not 3'],
  ])('refuses %j, and says why', (text, problem) => {
    expect(problemOf(() => readFault(text))).toContain(problem);
  });

  it('refuses in code what it refuses on the command line', () => {
    expect(problemOf(() => faults.stall({ after: -1 }))).toContain('after of fault stall');
    expect(problemOf(() => faults.urcs({ lines: ['RING\rOK'] }))).toContain('lines of fault urcs');
    expect(problemOf(() => faults.pieces({ typo: 1 } as object))).toContain('it takes no "typo"');
  });

  it('tells every fault and parameter in words', () => {
    expect(faultList.map(({ name }) => name)).toEqual(names);
    for (const { does, takes } of faultList) {
      expect(does).toMatch(/^[A-Z].*\.$/);
      for (const parameter of takes)
        expect(parameter.does.length * parameter.takes.length).toBeGreaterThan(0);
    }
    expect(faultList.find(({ name }) => name === 'slowFinals')?.takes[0]).toEqual({
      name: 'ms',
      does: 'how late',
      takes: 'a whole number, 1 or more',
      isNeeded: true,
    });
  });
});
