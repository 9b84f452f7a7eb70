import type { LineForm } from './lineForm';

/** `CONNECT 5`: the header of counted bytes that has no colon. */
export const connectForm: LineForm<{ readonly length: number }> = {
  key: 'CONNECT',
  shows: 'CONNECT <length>',
  read: (line) => {
    const length = /^CONNECT\s+(\d{1,10})$/.exec(line)?.[1];
    return length === undefined ? undefined : Object.freeze({ length: Number(length) });
  },
  write: ({ length }) => `CONNECT ${length}`,
};
