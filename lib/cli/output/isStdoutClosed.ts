import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** What an error calls the standard output, and its problem where it is closed. */
export const STDOUT = 'the standard output';
export const CLOSED = 'it is closed';

/**
 * Whether the shell has closed the standard output (`>&-`).
 *
 * Node then opens `/dev/null`, for reading and writing. A program that discards the output does the same (`stdio: 'ignore'` of Node,
 * `DEVNULL` of Python), so the descriptor alone does not tell, but the parent does: if it is a shell whose own output is another, the
 * output was closed, since `>/dev/null` of a shell is open for writing only. In doubt the output counts as open.
 */
export const isStdoutClosed = (): boolean => (isClosed ??= isNull('self', 1) && isClosedByParent());

/** Found out once: it does not change, and each chunk of a body asks for it. */
let isClosed: boolean | undefined;

/** Whether the parent closed the output. If the standard error is `/dev/null` as well, the parent discards both. */
const isClosedByParent = (): boolean => {
  const parent = process.ppid;
  try {
    if (isNull('self', 2) || isNull(parent, 1)) return false;
    const isWithout = !readdirSync(`/proc/${parent}/fd`).includes('1');
    return isWithout || SHELL.test(basename(readlinkSync(`/proc/${parent}/exe`)));
  } catch {
    return false;
  }
};

const SHELL = /^(?:r?bash|dash|ash|sh|busybox|zsh|[lm]?ksh|ksh93|yash|fish|t?csh)(?:[-.\d]*)$/;

/** Whether a descriptor of a process is `/dev/null`, open for reading and writing. */
const isNull = (pid: number | 'self', descriptor: number): boolean => {
  try {
    if (readlinkSync(`/proc/${pid}/fd/${descriptor}`) !== '/dev/null') return false;
    const info = readFileSync(`/proc/${pid}/fdinfo/${descriptor}`, 'utf8');
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
