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
    isRepeatable: true,
    ask: (talk, dialect, path, resultMs) =>
      dialect.list(talk, path, resultMs).pipe(map(decoded), mergeMap(ftpEntries)),
  }),
  listText: ftpQuestion({
    isFile: false,
    isRepeatable: true,
    ask: (talk, dialect, path, resultMs) => dialect.list(talk, path, resultMs).pipe(map(decoded)),
  }),
  size: ftpQuestion({
    isFile: true,
    isRepeatable: true,
    ask: (talk, dialect, path, resultMs) => dialect.size(talk, path, resultMs),
  }),
  remove: ftpQuestion({
    isFile: true,
    isRepeatable: false,
    ask: (talk, dialect, path, resultMs) => dialect.remove(talk, path, resultMs),
  }),
  mkdir: ftpQuestion({
    isFile: false,
    isRepeatable: false,
    ask: (talk, dialect, path, resultMs) => dialect.makeDirectory(talk, path, resultMs),
  }),
  rmdir: ftpQuestion({
    isFile: false,
    isRepeatable: false,
    ask: (talk, dialect, path, resultMs) => dialect.removeDirectory(talk, path, resultMs),
  }),
});
