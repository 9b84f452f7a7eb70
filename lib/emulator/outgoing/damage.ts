import { joinBytes } from '../../../operators/joinBytes';
import { PLACED, type PlacedFault } from '../faults/placedFault';
import { faultsNamed, type Fault } from '../faults/catalogue';
import { occasions } from '../faults/occasions';
import type { Sound } from './encode';

/** Bytes that get through, and the faults that strike the modem after them. */
export interface Damaged {
  readonly bytes: Uint8Array;
  readonly struck: readonly PlacedFault[];
}

const NOTHING: readonly PlacedFault[] = Object.freeze([]);

/** How many bytes of the answer it affects. */
const reachOf = (fault: PlacedFault): number => {
  switch (fault.name) {
    case 'lostBytes':
    case 'flippedBytes':
      return fault.count;
    case 'undervoltage':
      return fault.ms === 0 ? Infinity : 0;
    case 'stall':
    case 'restart':
    case 'powerLost':
      return Infinity;
    default:
      return 0;
  }
};

/** Applies one fault once its number of bytes has passed. */
const strike = (fault: PlacedFault): ((sound: Sound) => Damaged) => {
  const isMeant = occasions(fault);
  const reach = reachOf(fault);
  // Bytes of the answer so far, on each channel.
  const passedOn = new Map<number | undefined, number>();
  return ({ bytes, begin, channel }) => {
    if (begin !== undefined) passedOn.set(channel, isMeant(begin) ? 0 : -1);
    const passed = passedOn.get(channel) ?? -1;
    if (passed < 0) return { bytes, struck: [] };
    const within = (at: number): number => Math.min(bytes.length, Math.max(0, at - passed));
    const [from, to] = [within(fault.after), within(fault.after + reach)];
    const isReached = passed <= fault.after && fault.after < passed + bytes.length;
    // A fault that stops the modem ends here: after a restart it works again.
    const isOver = isReached && reach === Infinity && fault.name !== 'stall';
    passedOn.set(channel, isOver ? -1 : passed + bytes.length);
    const struck = isReached ? [fault] : [];
    if (fault.name !== 'flippedBytes') return { bytes: cutOut(bytes, from, to), struck };
    return { bytes: bytes.map((byte, at) => (at >= from && at < to ? byte ^ 1 : byte)), struck };
  };
};

const cutOut = (bytes: Uint8Array, from: number, to: number): Uint8Array =>
  from === to ? bytes : joinBytes([bytes.subarray(0, from), bytes.subarray(to)]);

/** Drops, flips and cuts off bytes of answers. Holds state: one instance per modem. */
export const damage = (faults: readonly Fault[]): ((sound: Sound) => Damaged) => {
  const strikes = faultsNamed(faults, ...PLACED).map(strike);
  if (strikes.length === 0) return ({ bytes }) => ({ bytes, struck: NOTHING });
  return (sound) =>
    strikes.reduce<Damaged>(
      ({ bytes, struck }, one) => {
        const next = one({ ...sound, bytes });
        return { bytes: next.bytes, struck: [...struck, ...next.struck] };
      },
      { bytes: sound.bytes, struck: [] },
    );
};
