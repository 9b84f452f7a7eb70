import { createColors } from 'picocolors';
import type { WriteStream } from 'node:tty';

/**
 * Whether text for a stream may be coloured: on a terminal with colours, unless `NO_COLOR` (no-color.org) or `FORCE_COLOR`
 * say otherwise; never for a file.
 */
export const hasColours = (
  stream: Partial<Pick<WriteStream, 'isTTY' | 'hasColors'>> | undefined,
  { NO_COLOR: none, FORCE_COLOR: forced }: NodeJS.ProcessEnv = process.env,
): boolean => {
  if (none || stream === undefined) return false;
  if (forced !== undefined) return !/^(0|false)$/.test(forced);
  return (stream.isTTY && stream.hasColors?.()) ?? false;
};

/** The colour functions for a stream; without colours they return text unchanged. */
export const coloursOf = (stream: Parameters<typeof hasColours>[0]): ReturnType<typeof createColors> =>
  createColors(hasColours(stream));
