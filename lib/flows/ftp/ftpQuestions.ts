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

/** What servers are asked. */
export const ftpQuestions = Object.freeze({
  list: ftpQuestion({
    isFile: false,
    isIdempotent: true,
    ask: (channel, dialect, path, resultMs) =>
      dialect.list(channel, path, resultMs).pipe(map(decoded), mergeMap(ftpEntries)),
  }),
  listText: ftpQuestion({
    isFile: false,
    isIdempotent: true,
    ask: (channel, dialect, path, resultMs) => dialect.list(channel, path, resultMs).pipe(map(decoded)),
  }),
  size: ftpQuestion({
    isFile: true,
    isIdempotent: true,
    ask: (channel, dialect, path, resultMs) => dialect.size(channel, path, resultMs),
  }),
  remove: ftpQuestion({
    isFile: true,
    isIdempotent: false,
    ask: (channel, dialect, path, resultMs) => dialect.remove(channel, path, resultMs),
  }),
  mkdir: ftpQuestion({
    isFile: false,
    isIdempotent: false,
    ask: (channel, dialect, path, resultMs) => dialect.makeDirectory(channel, path, resultMs),
  }),
  rmdir: ftpQuestion({
    isFile: false,
    isIdempotent: false,
    ask: (channel, dialect, path, resultMs) => dialect.removeDirectory(channel, path, resultMs),
  }),
});
