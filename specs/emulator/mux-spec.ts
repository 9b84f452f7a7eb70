import { Subject } from 'rxjs';
import { type EmulatorSettings, type FamilyName, emulator, faults, simulatedWeb } from '../../lib/emulator';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { frameBytes } from '../../lib/mux/frames/frameBytes';
import { hex } from '../mux/muxDesk';

// The modem's side, checked against the bytes of the manuals and of what was observed, never only against our client.

const bytesOf = (text: string): Uint8Array =>
  /^(?:[0-9A-F]{2} ?)+$/.test(text)
    ? Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
    : latin1Bytes(text);

/** Says these to a virtual modem in turn, and gives what came for each, as hexadecimal text. */
const said = (family: FamilyName, settings: Partial<EmulatorSettings>, ...turns: readonly string[]) => {
  const virtual = emulator({ family, origin: simulatedWeb({}), latencyMs: 0, ...settings });
  const host = new Subject<Uint8Array>();
  let came: Uint8Array[] = [];
  virtual.attach(host).subscribe((bytes) => came.push(bytes));
  const answers = turns.map((turn) => {
    came = [];
    host.next(bytesOf(turn));
    return hex(Uint8Array.from(came.flatMap((bytes) => [...bytes])));
  });
  return { virtual, answers };
};

const SABM = ['F9 03 3F 01 1C F9', 'F9 07 3F 01 DE F9'] as const;
const UA = ['F9 03 73 01 D7 F9', 'F9 07 73 01 15 F9'] as const;
const AT = 'F9 07 EF 07 41 54 0D D3 F9';
const CLD = 'F9 03 EF 05 C3 01 F2 F9';

describe('the multiplexer of a virtual modem', () => {
  it('answers a SIM800’s frames as observed: UA, its own MSC, data with C/R 0', () => {
    const { answers } = said('sim800', {}, 'ATE0\rAT+CMUX=0\r', ...SABM, AT, CLD);

    expect(answers.slice(1)).toEqual([
      UA[0],
      `${UA[1]} F9 01 EF 09 E3 05 07 0D 9A F9`,
      expect.stringMatching(/^F9 05 EF/),
      expect.stringMatching(/^F9 01 EF 05 C1 01 .. F9$/),
    ]);
  });

  it('answers CLD on an A7600 with the head of a frame, and AT behind it', () => {
    const { answers, virtual } = said('a7600', {}, 'ATE0\r', 'AT+CMUX=0,0,5,1500\r', ...SABM, CLD, 'AT\r');

    expect(answers.slice(1)).toEqual([
      hex(latin1Bytes('\r\nOK\r\n')),
      ...UA,
      'F9 01 EF',
      hex(latin1Bytes('\r\nOK\r\n')),
    ]);
    expect(virtual.channels()).toBeUndefined();
  });

  it('refuses AT+CMUX inside, parameters on a SIM800, and channels that it does not have', () => {
    expect(said('sim800', {}, 'ATE0\r', 'AT+CMUX=0,0,5\r').answers[1]).toBe(
      hex(latin1Bytes('\r\nERROR\r\n')),
    );
    const sabm = { channel: 5, type: 'sabm', command: true, poll: true, bytes: new Uint8Array(0) } as const;
    const { answers } = said('a7600', {}, 'AT+CMUX=0\r', SABM[0], hex(frameBytes(sabm)));

    expect(answers[2]).toBe(hex(frameBytes({ ...sabm, type: 'dm' })));
  });

  it('says what it multiplexes like, as the manuals have it', () => {
    const text = (answer: string | undefined): string => latin1(bytesOf(answer ?? ''));

    expect(text(said('sim800', {}, 'ATE0\r', 'AT+CMUX?\r').answers[1])).toContain(
      '+CMUX: 0,0,5,127,10,3,30,10,2',
    );
    expect(text(said('a7600', {}, 'ATE0\r', 'AT+CMUX?\r').answers[1])).toContain('+CMUX: 0,0,5,1500,0,0,600');
    expect(text(said('sim800', {}, 'ATE0\r', 'AT+CMUX=?\r').answers[1])).toContain('+CMUX: (0)');
  });

  it('stays in AT mode, echo and all, where the firmware is such', () => {
    const { answers } = said('sim800', { faults: [faults.muxStaysInAt()] }, 'AT+CMUX=0\r', SABM[0]);

    expect(answers[1]).toBe(SABM[0]);
  });

  it('forgets the multiplexer when it restarts, and says its boot URCs in AT', () => {
    const { virtual } = said('sim800', {}, 'AT+CMUX=0\r', ...SABM);

    expect(virtual.channels()).toEqual([1]);
    virtual.restart();
    expect(virtual.channels()).toBeUndefined();
  });
});
