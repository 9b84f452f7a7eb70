import { createColors } from 'picocolors';
import { hasColours } from './hasColours';

/** Gives what colours text for a stream; where it has no colours, text stays as it is. */
export const coloursOf = (stream: Parameters<typeof hasColours>[0]): ReturnType<typeof createColors> =>
  createColors(hasColours(stream));
