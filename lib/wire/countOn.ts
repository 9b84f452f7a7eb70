import { classify } from './classify';
import type { LineBuffer } from './lineBuffer';
import type { LineReader } from './lineReader';

/**
 * Goes on counting where a line has ended, or grown too long, in the middle of the counted bytes that it holds: its line end is one of
 * them. Tells whether an LF that comes next belongs to that line end.
 */
export const countOn = (reader: LineReader, partial: LineBuffer, lineEnd: '\r' | ''): boolean => {
  const { begun, urcAwaitingBody } = reader;
  if (begun === undefined || !urcAwaitingBody) return true;
  partial.text = `${begun}${lineEnd}`;
  reader.begun = undefined;
  if (partial.length >= (reader.bodyBytes ?? 0)) reader.takeBody(urcAwaitingBody, partial.take());
  return false;
};

/** Passes on a piece of an over-long line; false where it begins counted bytes, which have no line end. */
export const takePiece = (reader: LineReader, partial: LineBuffer): boolean => {
  const text = partial.take();
  const line = reader.lines.lineOf(text);
  const followedBy = line.definition?.followedBy;
  const isCounted = typeof followedBy === 'object' && followedBy.behind !== undefined;
  reader.process(
    isCounted ? classify(line, reader.open) : { kind: 'unknown', text, command: reader.open?.command },
    line,
  );
  if (isCounted) countOn(reader, partial, '');
  return !isCounted;
};
