import { map, type Observable, of } from 'rxjs';
import type { StreamedBody } from 'rxmodem';
import { CliError } from './cliError';
import type { DataOptions } from './dataOptions';
import { inputOf } from './inputOf';

const FORM = 'application/x-www-form-urlencoded';
const BINARY = 'application/octet-stream';

/** Makes the body that a verb was given. Fails with `usage` where it was given none, `input` where it can't be read. */
export const bodyOf = ({ data, dataFile, contentType }: DataOptions): Observable<StreamedBody> => {
  if (data !== undefined) {
    const bytes = new TextEncoder().encode(data);
    return of({ length: bytes.length, chunks: of(bytes), type: contentType ?? FORM });
  }
  if (dataFile === undefined) {
    throw new CliError({ kind: 'usage', message: 'there is nothing to send; give -d or --data-file' });
  }
  return inputOf(dataFile).pipe(map((body) => ({ ...body, type: contentType ?? BINARY })));
};
