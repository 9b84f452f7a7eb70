const STEP = 8_192;

/** Bytes as base64 and back, wherever it runs. Reading what is no base64 gives `undefined`. */
export const base64 = Object.freeze({
  write: (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += STEP)
      text += String.fromCharCode(...bytes.subarray(at, at + STEP));
    return btoa(text);
  },
  read: (text: string): Uint8Array | undefined => {
    try {
      return Uint8Array.from(atob(text), (mark) => mark.charCodeAt(0));
    } catch {
      return undefined;
    }
  },
});
