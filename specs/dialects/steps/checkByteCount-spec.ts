import { checkByteCount } from '../../../lib/dialects/steps/checkByteCount';

describe('checkByteCount', () => {
  it.each([1, 2, 4_096])('takes %d bytes', (bytes) => {
    expect(() => checkByteCount(bytes, 'payload', 4_096)).not.toThrow();
  });

  it.each([0, -1, 4_097])('refuses %d bytes by the name of the argument', (bytes) => {
    expect(() => checkByteCount(bytes, 'payload', 4_096)).toThrow(
      `invalid payload: it has ${bytes} bytes; the modem takes 1 to 4096`,
    );
  });
});
