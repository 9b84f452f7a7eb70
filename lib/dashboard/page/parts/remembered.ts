const KEY = 'rxmodem-';

/** What the browser remembers of a person's choices. Storage may be switched off: they then last as long as the page. */
export const remembered = Object.freeze({
  read: (name: string): string | null => {
    try {
      return localStorage.getItem(`${KEY}${name}`);
    } catch {
      return null;
    }
  },
  write: (name: string, value: string): void => {
    try {
      localStorage.setItem(`${KEY}${name}`, value);
    } catch {
      // The page works all the same.
    }
  },
});
