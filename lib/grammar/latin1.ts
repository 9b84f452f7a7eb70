/** The most characters that are handed to `String.fromCharCode` at once, far below any engine's limit of arguments. */
const SLICE = 4_096;
/** Below this a loop is quicker than a call into the engine. */
const FEW = 8;

const loop = (bytes: Uint8Array, from: number, to: number): string => {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(bytes[at] as number);
  return text;
};

const portable = (bytes: Uint8Array, from: number, to: number): string => {
  let text = '';
  for (let at = from; at < to; at += SLICE) {
    text += String.fromCharCode.apply(
      null,
      bytes.subarray(at, Math.min(to, at + SLICE)) as unknown as number[],
    );
  }
  return text;
};

type Slicing = { readonly latin1Slice: (this: Uint8Array, from: number, to: number) => string };
/** Node's own decoder, borrowed where the program runs on Node; browsers take the portable way. */
const native = (globalThis as { Buffer?: { prototype: Slicing } }).Buffer?.prototype.latin1Slice;

/** One character a byte, and back without loss: AT lines are bytes that mostly look like ASCII. */
export const latin1 = (bytes: Uint8Array, from = 0, to = bytes.length): string => {
  if (to - from <= FEW) return loop(bytes, from, to);
  return native ? native.call(bytes, from, to) : portable(bytes, from, to);
};

/** The bytes of a text of one-byte characters: the other direction of `latin1`. */
export const latin1Bytes = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};
