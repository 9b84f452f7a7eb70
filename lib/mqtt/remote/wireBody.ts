import { defer, map, type Observable, of, reduce } from 'rxjs';
import { joinBytes } from '../../../operators/joinBytes';
import { httpBody, type HttpBody } from '../../flows/httpBody';
import { ModemError } from '../../grammar/modemError';
import { base64 } from '../base64';
import type { HttpJob } from '../schema/httpJob';

/** A body as a job carries it, and of which type it is. */
export interface WireBody extends Pick<HttpJob, 'body'> {
  readonly type?: string;
}

/** Makes a job's body of what a request was given; emits once, when it is whole. Fails with `length` where it is not as long as it says. */
export const wireBody = (given: HttpBody | undefined): Observable<WireBody> =>
  defer(() => {
    if (given === undefined) return of({});
    if (typeof given === 'string') return of({ body: { text: given } });
    const { length, chunks, type } = httpBody(given);
    return chunks.pipe(
      reduce((slices: Uint8Array[], chunk) => [...slices, chunk], []),
      map((slices): WireBody => {
        const bytes = joinBytes(slices);
        if (bytes.length !== length)
          throw new ModemError({ kind: 'length', expectedBytes: length, gotBytes: bytes.length });
        return { body: { base64: base64.write(bytes) }, ...(type !== undefined && { type }) };
      }),
    );
  });
