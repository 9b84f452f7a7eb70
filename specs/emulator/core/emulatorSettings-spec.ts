import { NEVER } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { emulator, type Fault, faults, simulatedWeb, type EmulatorOptions } from '../../../lib/emulator';
import { latin1 } from '../../../lib/grammar/latin1';
import { ModemError } from '../../../lib/grammar/errors/modemError';
import { conversation, desk, open, type, type DeskOptions } from '../desk';

const OK = '\r\nOK\r\n';
const BODY = 'OK\r\n+CREG: 9\r\nERROR\r\n0123456789';
const web = { 'http://a.b/': BODY };
const LINES = [
  'AT+HTTPINIT',
  'AT+HTTPPARA="CID",1',
  'AT+HTTPPARA="URL","http://a.b/"',
  'AT+HTTPACTION=0',
  'AT+HTTPREAD=0,100',
];

/** What a whole GET sounds like with these knobs. */
const getWith = (knobs: DeskOptions): string =>
  conversation(desk({ web, bearerOpen: true, ...knobs }), ...LINES);

/** The chunks that the modem says on hearing this, with their virtual times in ms. */
const timed = (knobs: Partial<EmulatorOptions>, typed: string): [number, string][] => {
  const chunks: [number, string][] = [];
  const scheduler = new TestScheduler((a, b) => expect(a).toEqual(b));
  scheduler.run(({ flush }) => {
    const modem = emulator({ family: 'sim800', origin: simulatedWeb(web), ...knobs });
    const { port } = open(modem);
    port.incoming.subscribe((bytes) => chunks.push([scheduler.now(), latin1(bytes)]));
    type(port, typed);
    flush();
  });
  return chunks;
};

describe('the knobs and faults', () => {
  it('cut the output into pieces, the same ones for the same seed, and change no byte', () => {
    const typed = 'AT+CSQ\rAT+CREG?\r';
    const whole = timed({}, typed);
    const piecesOf = (seed: number) => timed({ faults: [faults.pieces({ least: 1, most: 7, seed })] }, typed);
    const text = (chunks: readonly [number, string][]) => chunks.map(([, chunk]) => chunk).join('');
    expect(text(piecesOf(1))).toBe(text(whole));
    expect(piecesOf(1)).toEqual(piecesOf(1));
    expect(piecesOf(1)).not.toEqual(piecesOf(2));
    expect(piecesOf(1).every(([, { length }]) => length >= 1 && length <= 7)).toBe(true);
  });

  it('pace the output to the baud rate: 10 bits a byte', () => {
    const chunks = timed({ baud: 9_600, latencyMs: 0, faults: [faults.noEcho()] }, 'AT+CSQ\r');
    const bytes = chunks.map(([, chunk]) => chunk).join('').length;
    expect(bytes).toBe('\r\n+CSQ: 20,0\r\n\r\nOK\r\n'.length);
    expect(chunks.at(-1)?.[0]).toBeCloseTo((bytes * 10_000) / 9_600, 6);
    expect(chunks.length).toBeGreaterThan(3);
  });

  it('let answers arrive late, one millisecond where nothing is said', () => {
    expect(timed({ faults: [faults.noEcho()] }, 'AT\r')).toEqual([[1, OK]]);
    expect(timed({ faults: [faults.noEcho()], latencyMs: 250 }, 'AT\r')).toEqual([[250, OK]]);
  });

  it('hold back result codes, and all that is said behind them', () => {
    const chunks = timed(
      { faults: [faults.noEcho(), faults.slowFinals({ ms: 2_000 })], latencyMs: 0 },
      'AT+CSQ\rAT\r',
    );
    expect(chunks).toEqual([
      [0, '\r\n+CSQ: 20,0\r\n'],
      [2_000, OK],
      [4_000, OK],
    ]);
  });

  it('let requests take their time', () => {
    const typed = `${LINES.slice(0, 4).join('\r')}\r`;
    const chunks = timed(
      { faults: [faults.noEcho()], latencyMs: 0, resultDelayMs: 5_000, bearerOpen: true },
      typed,
    );
    expect(chunks.at(-1)).toEqual([5_000, `\r\n+HTTPACTION: 0,200,${BODY.length}\r\n`]);
  });

  it('put URCs at every boundary, but never inside counted bytes', () => {
    const said = getWith({ faults: [faults.urcs({ lines: ['+CREG: 1', 'RING'] })] });
    expect(said).toContain(`+HTTPREAD: ${BODY.length}\r\n${BODY}\r\n`);
    expect(said).toMatch(/0123456789\r\n(?:\+CREG: 1|RING)\r\n\r\nOK\r\n/);
    expect(said).toMatch(
      /\r\nOK\r\n\r\n(?:\+CREG: 1|RING)\r\n\r\n(?:\+CREG: 1|RING)\r\n\r\n\+HTTPACTION: 0,200/,
    );
    const without = said.replace(BODY, '<body>').replace(/\r\n(?:\+CREG: 1|RING)\r\n/g, '');
    expect(without).toBe(getWith({}).replace(BODY, '<body>'));
  });

  it('put URCs into one place only where told so', () => {
    const said = getWith({ faults: [faults.urcs({ lines: ['RING'], where: ['before-result'] })] });
    expect(said).toContain(`${OK}\r\nRING\r\n\r\n+HTTPACTION: 0,200,${BODY.length}\r\n`);
    expect(said.split('RING')).toHaveLength(2);
  });

  it('put URCs between the blocks of an A7600, and before its last header', () => {
    const on = desk({
      family: 'a7600',
      web,
      faults: [
        faults.noPeerClosed(),
        faults.blockBytes({ most: 20 }),
        faults.urcs({ lines: ['RING'], where: ['after-payload'] }),
      ],
    });
    conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="URL","http://a.b/"', 'AT+HTTPACTION=0');
    expect(on.types('AT+HTTPREAD=0,100\r')).toBe(
      `${OK}\r\n+HTTPREAD: 20\r\n${BODY.slice(0, 20)}\r\nRING\r\n` +
        `\r\n+HTTPREAD: ${BODY.length - 20}\r\n${BODY.slice(20)}\r\nRING\r\n\r\n+HTTPREAD: 0\r\n`,
    );
  });

  it('draw URCs at random, the same for the same seed', () => {
    const drawn = (seed: number) =>
      getWith({ faults: [faults.urcs({ lines: ['RING', '+CREG: 1'], seed, chance: 0.5 })] });
    expect(drawn(7)).toBe(drawn(7));
    expect(drawn(7)).not.toBe(drawn(8));
  });

  it('leave the blank behind the colon out', () => {
    const said = getWith({ faults: [faults.tightColon()] });
    expect(said).toContain(`\r\n+HTTPACTION:0,200,${BODY.length}\r\n`);
    expect(said).toContain(`\r\n+HTTPREAD:${BODY.length}\r\n${BODY}\r\nOK\r\n`);
  });

  it('force the results of the first requests', () => {
    const on = desk({ web, bearerOpen: true, faults: [faults.failedRequests({ codes: [601, 604] })] });
    conversation(on, ...LINES.slice(0, 3));
    const said = [1, 2, 3].map(() => on.types('AT+HTTPACTION=0\r'));
    expect(said).toEqual([
      `${OK}\r\n+HTTPACTION: 0,601,0\r\n`,
      `${OK}\r\n+HTTPACTION: 0,604,0\r\n`,
      `${OK}\r\n+HTTPACTION: 0,200,${BODY.length}\r\n`,
    ]);
  });

  it('stall in the middle of the first such answer, and answer the next command', () => {
    const on = desk({ web, bearerOpen: true, faults: [faults.stall({ during: 'AT+HTTPREAD', after: 20 })] });
    const whole = `\r\n+HTTPREAD: ${BODY.length}\r\n${BODY}${OK}`;
    conversation(on, ...LINES.slice(0, 4));
    expect(on.types('AT+HTTPREAD=0,100\r')).toBe(whole.slice(0, 20));
    expect(on.types('AT\r')).toBe(OK);
    expect(on.types('AT+HTTPREAD=0,100\r')).toBe(whole);
  });

  it('lose bytes, and flip bits of bytes, of the first such answer', () => {
    const whole = `\r\n+HTTPREAD: ${BODY.length}\r\n${BODY}${OK}`;
    const place = { during: 'AT+HTTPREAD', after: 25, count: 3 };
    const answers = (fault: Fault) => {
      const on = desk({ web, bearerOpen: true, faults: [fault] });
      conversation(on, ...LINES.slice(0, 4));
      return [on.types('AT+HTTPREAD=0,100\r'), on.types('AT+HTTPREAD=0,100\r')];
    };
    expect(answers(faults.lostBytes(place))).toEqual([whole.slice(0, 25) + whole.slice(28), whole]);
    const [flipped, after] = answers(faults.flippedBytes(place));
    const changed = [...(flipped ?? '')].flatMap((character, at) => (character === whole[at] ? [] : [at]));
    expect(changed).toEqual([25, 26, 27]);
    expect(after).toBe(whole);
  });

  it('count stretches of bytes through pieces, too', () => {
    const on = desk({
      web,
      bearerOpen: true,
      faults: [
        faults.pieces({ least: 1, most: 3 }),
        faults.lostBytes({ during: 'AT+CSQ', after: 4, count: 3 }),
      ],
    });
    expect(conversation(on, 'AT+CSQ')).toBe('\r\n+C20,0\r\n\r\nOK\r\n'.replace('+C20', '+C 20'));
  });

  it('restart in the middle of an answer, with the boot lines inside its count', () => {
    const on = desk({
      web,
      bearerOpen: true,
      faults: [faults.restart({ during: 'AT+HTTPREAD', after: 25 })],
    });
    const whole = `\r\n+HTTPREAD: ${BODY.length}\r\n${BODY}${OK}`;
    conversation(on, ...LINES.slice(0, 4));
    const said = on.types('AT+HTTPREAD=0,100\r');
    expect(said).toBe(
      `${whole.slice(0, 25)}\r\nRDY\r\n\r\n+CFUN: 1\r\n\r\n+CPIN: READY\r\n\r\nCall Ready\r\n\r\nSMS Ready\r\n`,
    );
    expect(on.modem.state.httpOpen).toBe(false);
    expect(on.types('AT\r')).toBe(`AT\r${OK}`);
  });

  it('ignore the first commands, echo included', () => {
    const { types } = desk({ faults: [faults.deaf({ lines: 2 })] });
    expect([types('AT\r'), types('AT\r'), types('AT\r')]).toEqual(['', '', `AT\r${OK}`]);
  });

  it('say nothing at all where the modem is dead', () => {
    const { types, modem, hears } = desk({ faults: [faults.silent()] });
    modem.restart();
    modem.say('RING');
    expect(types('AT\r') + hears()).toBe('');
  });

  it('send noise, then boot lines, when the port opens', () => {
    const { hears } = desk({ family: 'a7600', bootOnOpen: true, faults: [faults.bootNoise()] });
    expect(hears()).toBe(
      '\u0000IIII\u00ff\u00ff\u00ff\u00ff\r\n*ATREADY: 1\r\n\r\n+CPIN: READY\r\n' +
        '\r\nSMS DONE\r\n\r\n+CGEV: EPS PDN ACT 1\r\n\r\nPB DONE\r\n',
    );
  });

  it('leave a bearer and a session open from before', () => {
    const on = desk({ bearerOpen: true, httpOpen: true, faults: [faults.cmeVerbosity({ level: 2 })] });
    expect(conversation(on, 'AT+HTTPINIT', 'AT+SAPBR=1,1')).toBe(
      '\r\n+CME ERROR: operation not allowed\r\n'.repeat(2),
    );
    expect(conversation(on, 'AT+HTTPTERM', 'AT+HTTPINIT')).toBe(`${OK}${OK}`);
  });
});

describe('the emulator’s ports', () => {
  it('keep the modem’s state while they close and open again', () => {
    const modem = emulator({ family: 'sim800', latencyMs: 0, origin: simulatedWeb({}) });
    const visit = (typed: string): string => {
      let heard = '';
      const { port, close } = open(modem);
      port.incoming.subscribe((bytes) => (heard += latin1(bytes)));
      type(port, typed);
      close();
      return heard;
    };
    expect(visit('ATE0\rAT+SAPBR=1,1\r')).toBe(`ATE0\r${OK}${OK}`);
    expect(visit('AT+SAPBR=2,1\r')).toBe(`\r\n+SAPBR: 1,1,"10.89.193.1"\r\n${OK}`);
  });

  it('serve one host at a time, and end its bytes when it closes', () => {
    const modem = emulator({ family: 'a7600', origin: simulatedWeb({}) });
    const { port, close } = open(modem);
    let ended = false;
    port.incoming.subscribe({ complete: () => (ended = true) });
    const problems: unknown[] = [];
    modem.transport.subscribe({
      error: (error: unknown) => problems.push(error instanceof ModemError && error.reason),
    });
    expect(problems).toEqual([{ kind: 'port', where: 'emulator', problem: 'it is open already' }]);
    close();
    expect(ended).toBe(true);
  });

  it('say lines that specs put into the modem’s mouth', () => {
    const { modem, hears } = desk();
    modem.say('+CMTI: "SM",3');
    expect(hears()).toBe('\r\n+CMTI: "SM",3\r\n');
  });

  it('answer a host that writes from inside what it hears, thousands of times, on a flat stack', () => {
    const modem = emulator({
      family: 'sim800',
      latencyMs: 0,
      faults: [faults.noEcho()],
      origin: simulatedWeb({}),
    });
    let answers = 0;
    const { port } = open(modem);
    port.incoming.subscribe(() => {
      answers += 1;
      if (answers < 20_000) type(port, 'AT\r');
    });
    type(port, 'AT\r');
    expect(answers).toBe(20_000);
  });

  it('give a server the same bytes', () => {
    const modem = emulator({ family: 'sim800', latencyMs: 0, origin: simulatedWeb({}) });
    let heard = '';
    modem.attach(NEVER).subscribe((bytes) => (heard += latin1(bytes)));
    modem.say('RING');
    expect(heard).toBe('\r\nRING\r\n');
  });
});
