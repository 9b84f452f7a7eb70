import { map, mergeMap } from 'rxjs';
import { ftpEntries } from './ftpEntries';
import { ftpQuestion } from './ftpQuestion';

const decoded = (bytes: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
};

/** The questions to a server. */
export const ftpQuestions = Object.freeze({
  list: ftpQuestion({
    isFile: false,
    isIdempotent: true,
    ask: (channel, dialect, task) => dialect.list(channel, task).pipe(map(decoded), mergeMap(ftpEntries)),
  }),
  listText: ftpQuestion({
    isFile: false,
    isIdempotent: true,
    ask: (channel, dialect, task) => dialect.list(channel, task).pipe(map(decoded)),
  }),
  size: ftpQuestion({
    isFile: true,
    isIdempotent: true,
    ask: (channel, dialect, task) => dialect.size(channel, task),
  }),
  remove: ftpQuestion({
    isFile: true,
    isIdempotent: false,
    ask: (channel, dialect, task) => dialect.remove(channel, task),
  }),
  mkdir: ftpQuestion({
    isFile: false,
    isIdempotent: false,
    ask: (channel, dialect, task) => dialect.makeDirectory(channel, task),
  }),
  rmdir: ftpQuestion({
    isFile: false,
    isIdempotent: false,
    ask: (channel, dialect, task) => dialect.removeDirectory(channel, task),
  }),
});
