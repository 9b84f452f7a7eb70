import { concat, defer, filter, map, type Observable, of } from 'rxjs';
import type { HttpCall, HttpContent } from '../../../dialects/httpCall';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Sent } from '../../../../operators/transferEvent';
import { quectelUploadFile } from '../files/quectelUploadFile';
import { bodyFile, quectelHttpMemory } from './quectelHttpMemory';
import { clearFile } from '../files/clearFile';

const SECONDS = [1, 65_535] as const;

/** Rounds a time up to whole seconds within the limits of a parameter. */
export const secondsOf = (ms: number, [min, max]: readonly [number, number] = SECONDS): number =>
  Math.min(max, Math.max(min, Math.ceil(ms / 1_000)));

/**
 * Puts the body of a request into a file of the modem, its head in front where the library writes that; emits the progress. The
 * request is sent later, from the file: a reader that leaves in the middle of the body sends nothing to the server.
 */
export const quectelUpload = (
  channel: CommandChannel,
  { inputMs }: Pick<HttpCall, 'inputMs'>,
  head: Uint8Array,
  content: HttpContent,
): Observable<Sent> =>
  defer(() => {
    const memory = quectelHttpMemory(channel);
    const name = bodyFile(memory);
    const length = head.length + content.length;
    const chunks = head.length === 0 ? content.chunks : concat(of(head), content.chunks);
    memory.hasBody = true;
    return concat(
      clearFile(channel, name),
      quectelUploadFile(channel, name, secondsOf(inputMs), { length, chunks }),
    );
  }).pipe(
    map(({ loaded, total }): Sent => ({
      kind: 'sent',
      loaded: loaded - head.length,
      total: total - head.length,
    })),
    filter(({ loaded }) => loaded > 0),
    map((sent) => Object.freeze(sent)),
  );
