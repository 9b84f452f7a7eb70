import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';

/** What an error calls the standard output, and its problem where it is closed. */
export const STDOUT = 'the standard output';
export const CLOSED = 'it is closed';

/**
 * Whether the shell has closed the standard output (`>&-`).
 *
 * Node opens `/dev/null` there, for reading and writing. Programs that throw the output away do the same (`stdio: 'ignore'` of Node,
 * `DEVNULL` of Python), so the descriptor alone does not tell. The parent does: a shell that has another output itself has closed that of
 * the command, since its `>/dev/null` is open for writing only. In doubt the output is not closed.
 */
export const isStdoutClosed = (): boolean => (isClosed ??= isNull('self', 1) && isTakenByParent());

/** Looked at once: what a process was started with stays, and each piece of a body asks. */
let isClosed: boolean | undefined;

/** Whether the parent has left this process without an output. Where the standard error is like it, nobody wants the output. */
const isTakenByParent = (): boolean => {
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
