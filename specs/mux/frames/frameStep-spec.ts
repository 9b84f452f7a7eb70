import { fc } from '../../helpers/seeded';
import { type Frame, type FrameType, FLAG } from '../../../lib/mux/frames/frame';
import { frameBytes } from '../../../lib/mux/frames/frameBytes';
import { frameCheck } from '../../../lib/mux/frames/frameCheck';
import {
  afterQuiet,
  type FrameEvent,
  frameStep,
  noFrames,
  type FrameState,
} from '../../../lib/mux/frames/frameStep';
import { latin1, latin1Bytes } from '../../../lib/grammar/latin1';
import { joinBytes } from '../../../operators/joinBytes';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const shown = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$& ');

const frame = (channel: number, type: FrameType, text = '', more: Partial<Frame> = {}): Frame => ({
  channel,
  type,
  command: true,
  poll: type !== 'uih' && type !== 'ui',
  bytes: latin1Bytes(text),
  ...more,
});

const heard = (
  pieces: readonly Uint8Array[],
  maxBytes?: number,
  from: FrameState = noFrames,
): { readonly state: FrameState; readonly events: readonly FrameEvent[] } => {
  const step = frameStep(maxBytes);
  const events: FrameEvent[] = [];
  let state = from;
  for (const piece of pieces) {
    const [next, more] = step(state, piece);
    state = next;
    events.push(...more);
  }
  return { state, events };
};

/** Events as text: `uih 1 "AT"`, `noise 3`. Noise that was cut is one. */
const told = (events: readonly FrameEvent[]): readonly string[] => {
  const lines: string[] = [];
  let noise = '';
  const flush = (): void => {
    if (noise !== '') lines.push(`noise ${JSON.stringify(noise)}`);
    noise = '';
  };
  for (const event of events) {
    if (event.kind === 'noise') {
      noise += latin1(event.bytes);
      continue;
    }
    flush();
    if (event.kind === 'frame') {
      const { channel, type, bytes } = event.frame;
      lines.push(`${type} ${channel}${bytes.length > 0 ? ` ${JSON.stringify(latin1(bytes))}` : ''}`);
    } else lines.push(`${event.kind} ${event.length}`);
  }
  flush();
  return lines;
};

/** Frames as the manuals print them. */
const PRINTED: readonly (readonly [string, Frame])[] = [
  ['F9 03 3F 01 1C F9', frame(0, 'sabm')],
  ['F9 03 73 01 D7 F9', frame(0, 'ua')],
  ['F9 07 3F 01 DE F9', frame(1, 'sabm')],
  ['F9 07 73 01 15 F9', frame(1, 'ua')],
  ['F9 0B 3F 01 59 F9', frame(2, 'sabm')],
  ['F9 07 53 01 3F F9', frame(1, 'disc')],
  ['F9 03 53 01 FD F9', frame(0, 'disc')],
  ['F9 07 EF 07 41 54 0D D3 F9', frame(1, 'uih', 'AT\r')],
  ['F9 03 EF 05 C3 01 F2 F9', frame(0, 'uih', '\xc3\x01')],
  ['F9 01 EF 09 E3 05 07 0D 9A F9', frame(0, 'uih', '\xe3\x05\x07\x0d', { command: false })],
];

describe('frames as the manuals print them', () => {
  it.each(PRINTED)('%s is written', (bytes, what) => {
    expect(shown(frameBytes(what))).toBe(bytes);
  });

  it.each(PRINTED)('%s is read', (bytes, what) => {
    const { events } = heard([hex(bytes)]);

    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ kind: 'frame', frame: { ...what, bytes: expect.any(Uint8Array) } });
    expect(told(events)).toEqual(told([{ kind: 'frame', frame: what }]));
  });

  it('reads data whose P bit is set, with a check sum of that control octet', () => {
    const bytes = frameBytes(frame(1, 'uih', 'OK', { poll: true }));

    expect(bytes[2]).toBe(0xff);
    expect(heard([bytes]).events[0]).toMatchObject({ frame: { type: 'uih', poll: true } });
  });

  it('reads UI frames, whose check sum covers the data', () => {
    const bytes = frameBytes(frame(2, 'ui', 'data'));
    const flipped = bytes.map((byte, at) => (at === 5 ? byte ^ 1 : byte));

    expect(told(heard([bytes]).events)).toEqual(['ui 2 "data"']);
    expect(told(heard([flipped]).events)).toEqual(['damaged 4']);
  });
});

describe('what stands on the line', () => {
  it('reads lengths of one and of two bytes', () => {
    for (const length of [0, 1, 127, 128, 1_500, 32_767]) {
      const bytes = frameBytes(frame(1, 'uih', 'x'.repeat(length)));

      expect(bytes.length - length).toBe(length > 127 ? 7 : 6);
      expect(told(heard([bytes]).events)).toEqual([length === 0 ? 'uih 1' : `uih 1 "${'x'.repeat(length)}"`]);
    }
  });

  it('reads a two-byte length of a short frame', () => {
    const head = hex('07 EF 0A 00');
    const bytes = joinBytes([
      Uint8Array.of(FLAG),
      head,
      latin1Bytes('hello'),
      Uint8Array.of(frameCheck(head), FLAG),
    ]);

    expect(told(heard([bytes]).events)).toEqual(['uih 1 "hello"']);
  });

  it('reads frames that share a flag', () => {
    const [first, second] = [frameBytes(frame(1, 'uih', 'one')), frameBytes(frame(2, 'uih', 'two'))];

    expect(told(heard([first, second.subarray(1), second.subarray(1)]).events)).toEqual([
      'uih 1 "one"',
      'uih 2 "two"',
      'uih 2 "two"',
    ]);
  });

  it('passes over flags that fill time', () => {
    const flags = new Uint8Array(20).fill(FLAG);

    expect(
      told(heard([flags, frameBytes(frame(1, 'ua')), flags, frameBytes(frame(2, 'ua'))]).events),
    ).toEqual(['ua 1', 'ua 2']);
  });

  it('gives noise between frames as such', () => {
    const pieces = [
      latin1Bytes('\r\nRDY\r\n'),
      frameBytes(frame(1, 'ua')),
      latin1Bytes('xx'),
      frameBytes(frame(1, 'uih', 'a')),
    ];

    expect(told(heard(pieces).events)).toEqual([
      'noise "\\r\\nRDY\\r\\n"',
      'ua 1',
      'noise "xx"',
      'uih 1 "a"',
    ]);
  });

  it('drops a frame with a wrong check sum, and reads the next', () => {
    const bytes = frameBytes(frame(1, 'uih', 'lost'));
    bytes[bytes.length - 2] = (bytes.at(-2) as number) ^ 1;

    expect(told(heard([bytes, frameBytes(frame(1, 'uih', 'next'))]).events)).toEqual([
      'damaged 4',
      'uih 1 "next"',
    ]);
  });

  it('refuses a frame that is longer than was agreed, before it holds the data', () => {
    const long = frameBytes(frame(1, 'uih', 'x'.repeat(200)));
    const { state, events } = heard([long.subarray(0, 5)], 127);

    expect(told(events)).toEqual(['refused 200']);
    expect(state.heldBytes).toBe(0);
    expect(told(heard([long, frameBytes(frame(1, 'uih', 'next'))], 127).events)).toEqual([
      'refused 200',
      'uih 1 "next"',
    ]);
  });

  it('gives slices of what came, not copies', () => {
    const bytes = frameBytes(frame(1, 'uih', 'hello'));
    const [event] = heard([bytes]).events;

    expect(event?.kind === 'frame' && event.frame.bytes.buffer).toBe(bytes.buffer);
  });
});

describe('a lost byte', () => {
  const frames = Array.from({ length: 6 }, (_, at) => frame(1 + (at % 3), 'uih', `piece ${at} of the body`));
  const line = joinBytes(frames.map(frameBytes));
  const whole = told(heard([line]).events);

  it('costs the frame that it was in, and the one behind at most, wherever it was', () => {
    for (let at = 0; at < line.length; at += 1) {
      const rest = joinBytes([line.subarray(0, at), line.subarray(at + 1), frameBytes(frame(9, 'ua'))]);
      const { state, events } = heard([rest], 127);
      const [, late] = afterQuiet(127)(state);
      const read = told([...events, ...late]).filter((text) => text.startsWith('u'));
      const missing = whole.filter((text) => !read.includes(text));

      expect(missing.length).toBeLessThanOrEqual(2);
      expect(read.filter((text) => text.includes('piece') && !whole.includes(text))).toEqual([]);
      expect(read.at(-1)).toBe('ua 9');
    }
  });
});

describe('when the line has been quiet', () => {
  it('reads again what looked like the beginning of a frame', () => {
    // Noise that reads as the header of a frame of 127 bytes.
    const { state, events } = heard([hex('F9 07 EF FF'), frameBytes(frame(0, 'ua'))]);
    const [after, more] = afterQuiet()(state);

    expect(told(events)).toEqual([]);
    expect(told(more)).toEqual(['damaged 9', 'ua 0']);
    expect(after.heldBytes).toBe(1);
  });

  it('forgets a beginning that no end follows', () => {
    const { state } = heard([frameBytes(frame(1, 'uih', 'hello')).subarray(0, 6)]);
    const [after, more] = afterQuiet()(state);

    expect(told(more)).toEqual(['damaged 5']);
    expect(told(heard([frameBytes(frame(1, 'ua'))], undefined, after).events)).toEqual(['ua 1']);
  });

  it('does nothing between frames', () => {
    const { state } = heard([frameBytes(frame(1, 'ua'))]);

    expect(afterQuiet()(state)).toEqual([state, []]);
  });
});

describe('any bytes, cut anywhere', () => {
  const aFrame = fc.record({
    channel: fc.integer({ min: 0, max: 61 }),
    type: fc.constantFrom<FrameType>('sabm', 'ua', 'dm', 'disc', 'uih', 'ui'),
    command: fc.boolean(),
    poll: fc.boolean(),
    bytes: fc.uint8Array({ maxLength: 300 }),
  });
  const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 });
  const cut = (bytes: Uint8Array, sizes: readonly number[]): readonly Uint8Array[] => {
    const pieces: Uint8Array[] = [];
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const size = sizes[turn % sizes.length] as number;
      pieces.push(bytes.subarray(at, at + size));
      at += size;
    }
    return pieces;
  };

  it('reads back every frame that it writes, however it is cut and whether flags are shared', () => {
    fc.assert(
      fc.property(
        fc.array(aFrame, { minLength: 1, maxLength: 8 }),
        fc.boolean(),
        cuts,
        (frames, shares, sizes) => {
          const written = frames
            .map(frameBytes)
            .map((bytes, at) => (shares && at > 0 ? bytes.subarray(1) : bytes));
          const { events } = heard(cut(joinBytes(written), sizes));

          expect(events).toEqual(
            frames.map((one) => ({ kind: 'frame', frame: { ...one, bytes: new Uint8Array(one.bytes) } })),
          );
        },
      ),
    );
  });

  it('gives the same for any cut of any bytes, and holds no more than one frame', () => {
    const odd = fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      aFrame.map(frameBytes),
      fc.constant(Uint8Array.of(FLAG)),
      fc.tuple(aFrame, fc.nat()).map(([one, at]) => {
        const bytes = frameBytes(one);
        return joinBytes([bytes.subarray(0, at % bytes.length), bytes.subarray((at % bytes.length) + 1)]);
      }),
    );
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 10 }), cuts, (parts, sizes) => {
        const bytes = joinBytes(parts);
        const [whole, pieces] = [heard([bytes], 200), heard(cut(bytes, sizes), 200)];

        expect(told(pieces.events)).toEqual(told(whole.events));
        expect(pieces.state.heldBytes).toBe(whole.state.heldBytes);
        expect(whole.state.heldBytes).toBeLessThanOrEqual(200 + 7);
      }),
    );
  });
});
