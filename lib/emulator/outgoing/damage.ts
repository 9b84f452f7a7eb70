import { joinBytes } from '../../../operators/joinBytes';
import { PLACED, type PlacedFault } from '../faults/placedFault';
import { faultsNamed, type Fault } from '../faults/catalogue';
import { occasions } from '../faults/occasions';
import type { Sound } from './encode';

/** Bytes that came through, and what befalls the modem behind them. */
export interface Damaged {
  readonly bytes: Uint8Array;
  readonly befalls: readonly PlacedFault[];
}

const NOTHING: readonly PlacedFault[] = Object.freeze([]);

/** How many bytes of the answer it harms. */
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

/** One fault: strikes where its bytes have passed. */
const strike = (fault: PlacedFault): ((sound: Sound) => Damaged) => {
  const isMeant = occasions(fault);
  const reach = reachOf(fault);
  // Of the answer under way, on each channel.
  const passedOn = new Map<number | undefined, number>();
  return ({ bytes, begin, channel }) => {
    if (begin !== undefined) passedOn.set(channel, isMeant(begin) ? 0 : -1);
    const passed = passedOn.get(channel) ?? -1;
    if (passed < 0) return { bytes, befalls: [] };
    const within = (at: number): number => Math.min(bytes.length, Math.max(0, at - passed));
    const [from, to] = [within(fault.after), within(fault.after + reach)];
    const isReached = passed <= fault.after && fault.after < passed + bytes.length;
    // What befalls the modem is over when it has: its new life is whole.
    const isOver = isReached && reach === Infinity && fault.name !== 'stall';
    passedOn.set(channel, isOver ? -1 : passed + bytes.length);
    const befalls = isReached ? [fault] : [];
    if (fault.name !== 'flippedBytes') return { bytes: cutOut(bytes, from, to), befalls };
    return { bytes: bytes.map((byte, at) => (at >= from && at < to ? byte ^ 1 : byte)), befalls };
  };
};

const cutOut = (bytes: Uint8Array, from: number, to: number): Uint8Array =>
  from === to ? bytes : joinBytes([bytes.subarray(0, from), bytes.subarray(to)]);

/** Loses, flips and breaks off bytes of answers, as the faults wish. Holds state: one a modem. */
export const damage = (faults: readonly Fault[]): ((sound: Sound) => Damaged) => {
  const strikes = faultsNamed(faults, ...PLACED).map(strike);
  if (strikes.length === 0) return ({ bytes }) => ({ bytes, befalls: NOTHING });
  return (sound) =>
    strikes.reduce<Damaged>(
      ({ bytes, befalls }, one) => {
        const next = one({ ...sound, bytes });
        return { bytes: next.bytes, befalls: [...befalls, ...next.befalls] };
      },
      { bytes: sound.bytes, befalls: [] },
    );
};
