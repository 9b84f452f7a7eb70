import { createColors } from 'picocolors';
import type { WriteStream } from 'node:tty';

/**
 * Tells whether what is written to a stream may be coloured: on a terminal that can show it, unless `NO_COLOR` (no-color.org)
 * or `FORCE_COLOR` say otherwise; never where there is no stream but a file.
 */
export const hasColours = (
  stream: Partial<Pick<WriteStream, 'isTTY' | 'hasColors'>> | undefined,
  { NO_COLOR: none, FORCE_COLOR: forced }: NodeJS.ProcessEnv = process.env,
): boolean => {
  if (none || stream === undefined) return false;
  if (forced !== undefined) return !/^(0|false)$/.test(forced);
  return (stream.isTTY && stream.hasColors?.()) ?? false;
};

/** Gives what colours text for a stream; where it has no colours, text stays as it is. */
export const coloursOf = (stream: Parameters<typeof hasColours>[0]): ReturnType<typeof createColors> =>
  createColors(hasColours(stream));
