import { forkJoin } from 'rxjs';
import { profiles, type Profile } from '../../lib';
import { faults, random } from '../../lib/emulator';
import { fullOr } from '../helpers/thin';
import { echoed, lookAlikes, socketsDesk, working } from './socketsDesk';

/** Random bytes, with what modems say among them. */
const randomBytes = (length: number, seed: number): Uint8Array => {
  const next = random(seed);
  const bytes = Uint8Array.from({ length }, () => Math.floor(next() * 256));
  for (let at = 100; at + lookAlikes.length < length; at += 4_096) bytes.set(lookAlikes, at);
  return bytes;
};

const SHATTERED = [
  faults.pieces({ least: 1, most: 7 }),
  faults.urcs({ lines: ['+CREG: 1', 'RING', '+CMTI: "SM",3'], chance: 0.3, seed: 7 }),
];

describe.each([profiles.sim800, profiles.a7600, profiles.quectel])(
  'sockets of a $title, in bulk',
  (profile: Profile) => {
    const length = fullOr(1_000_000, 30_000);
    const eachLength = fullOr(150_000, 5_000);

    it(`carry ${length} random bytes each way, in pieces of 1 to 7 bytes, with URCs anywhere`, () => {
      const bytes = randomBytes(length, 1);
      const { values, end } = working(socketsDesk(profile, { faults: SHATTERED }), (modem) =>
        echoed(modem, bytes, { pieceBytes: 8_192 }),
      );

      expect(end).toBe('completed');
      expect(Buffer.compare(values[0] ?? new Uint8Array(0), bytes)).toBe(0);
    }, 600_000);

    it(`carry ${eachLength} random bytes each way over six sockets at once`, () => {
      const bodies = Array.from({ length: 6 }, (_, at) => randomBytes(eachLength + at, at));
      const { values, end } = working(socketsDesk(profile, { faults: SHATTERED }), (modem) =>
        forkJoin(bodies.map((bytes) => echoed(modem, bytes, { pieceBytes: 3_000 }))),
      );

      expect(end).toBe('completed');
      expect(bodies.map((bytes, at) => Buffer.compare(values[0]?.[at] ?? new Uint8Array(0), bytes))).toEqual(
        bodies.map(() => 0),
      );
    }, 600_000);
  },
);
