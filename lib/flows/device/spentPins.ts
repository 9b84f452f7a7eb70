import type { PinAttempts } from '../../dialects/networkDialect';
import type { Transport } from '../../wire/transport';

type Known = Map<string, 'sent' | 'refused'>;

const known = new WeakMap<Transport, Known>();

const knownAt = (transport: Transport): Known => {
  const there: Known = known.get(transport) ?? new Map<string, 'sent' | 'refused'>();
  known.set(transport, there);
  return there;
};

/**
 * Remembers the PINs that were entered at a way to a modem, as long as that way is there: over reconnections, restarts and
 * other flows. One that was refused is never entered again, one whose answer was lost only once the SIM was ready since:
 * three wrong ones lock the SIM.
 */
export const spentPins = (transport: Transport): PinAttempts => {
  const pins = knownAt(transport);
  return {
    isSpent: (pin) => pins.has(pin),
    sent: (pin) => pins.set(pin, 'sent'),
    refused: (pin) => pins.set(pin, 'refused'),
    unheard: (pin) => pins.delete(pin),
    accepted: () => {
      for (const [pin, state] of pins) if (state === 'sent') pins.delete(pin);
    },
  };
};
