import type { ByteRange } from '../dialects/httpDialect';
import type { Progress } from './progress';

/**
 * Which part is asked for next: from where the last try ended, and no more than the modem can hold; the whole again where
 * the server does not tell versions apart.
 */
export const nextRange = ({ loaded, total, partBytes, validator }: Progress): ByteRange | undefined => {
  if (partBytes === undefined) return loaded > 0 && validator !== undefined ? { from: loaded } : undefined;
  const to = loaded + partBytes - 1;
  return { from: loaded, to: total > 0 ? Math.min(to, total - 1) : to };
};
