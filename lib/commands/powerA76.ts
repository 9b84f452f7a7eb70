import type { Codec } from '../grammar/codec';
import { command } from '../grammar/command';
import { invalidArgument } from '../grammar/invalidArgument';

/** Supply and power as A76XX and SIM7600 spell them. */

/** A voltage in volts with its unit, kept in millivolts: `3.749V` ⇄ 3749. */
const volts: Codec<number> = {
  shows: 'volts',
  read: (field) => {
    const [, whole, parts = ''] = /^(\d{1,3})(?:\.(\d{1,3}))?V$/.exec(field) ?? [];
    return whole === undefined ? undefined : Number(whole) * 1_000 + Number(parts.padEnd(3, '0'));
  },
  write: (value, name) =>
    Number.isInteger(value) && value >= 0 && value < 1_000_000
      ? `${Math.floor(value / 1_000)}.${String(value % 1_000).padStart(3, '0')}V`
      : invalidArgument(name, `${value} is no voltage in millivolts`),
};

export const batteryA76 = command('+CBC', {
  does: 'Reads the supply’s voltage, in millivolts.',
  source: 'A76XX AT manual V1.09 page 280',
  answers: { milliVolts: volts },
  timeoutMs: 9_000,
  example: `
    > AT+CBC
    < +CBC: 3.749V
    < OK`,
});

export const powerOffA76 = command('+CPOF', {
  does: 'Switches the modem off.',
  source: 'A76XX AT manual V1.09 page 73',
  timeoutMs: 9_000,
  example: `
    > AT+CPOF
    < OK`,
});

export const resetA76 = command('+CRESET', {
  does: 'Restarts the modem.',
  source: 'A76XX AT manual V1.09 page 73',
  timeoutMs: 9_000,
  example: `
    > AT+CRESET
    < OK`,
});
