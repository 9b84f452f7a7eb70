import { readFileSync, readlinkSync } from 'node:fs';

/** What an error calls the standard output, and its problem where it is closed. */
export const STDOUT = 'the standard output';
export const CLOSED = 'it is closed';

/**
 * Whether the shell has closed the standard output (`>&-`). Node puts `/dev/null` there, open for reading, too, which `>/dev/null` is
 * not. Programs that start the command without any output (`stdio: 'ignore'` of Node, `DEVNULL` of Python) open it so, too: where the
 * standard error is such a one as well, nobody wants the output.
 */
export const isStdoutClosed = (): boolean => (isClosed ??= isNullBothWays(1) && !isNullBothWays(2));

/** Looked at once: what a process was started with stays, and each piece of a body asks. */
let isClosed: boolean | undefined;

/** Whether a descriptor is `/dev/null`, open for reading and writing. */
const isNullBothWays = (descriptor: number): boolean => {
  try {
    if (readlinkSync(`/proc/self/fd/${descriptor}`) !== '/dev/null') return false;
    const info = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8');
    const flags = /^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '0';
    return (parseInt(flags, 8) & ACCESS) === READ_AND_WRITE;
  } catch {
    // No system that says so.
    return false;
  }
};

/** `O_ACCMODE` and `O_RDWR`. */
const ACCESS = 3;
const READ_AND_WRITE = 2;
