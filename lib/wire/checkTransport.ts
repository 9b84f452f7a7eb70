import { invalidArgument } from '../grammar/errors/modemError';
import type { Transport } from './transport';

/**
 * Checks that a value is a transport. What has one is named, since an emulator or a modem is easily given for its transport.
 *
 *     openModem(emulator({ family: 'sim800' }), sim800)      ⇒ invalid transport: what was given has one as its .transport
 *
 * Fails with `invalid-argument`. Returns what it was given.
 */
export const checkTransport = (value: Transport): Transport => {
  if (isStream(value)) return value;
  const own = (value as { readonly transport?: unknown } | null | undefined)?.transport;
  return invalidArgument(
    'transport',
    isStream(own)
      ? 'what was given has one as its .transport'
      : 'it is not what serialPort(…), tcp(…) or webSerial(…) return, nor the .transport of an emulator',
  );
};

const isStream = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'pipe' in value &&
  typeof value.pipe === 'function' &&
  'subscribe' in value;
