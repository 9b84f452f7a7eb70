import { concat, defer, filter, map, type Observable, of, tap } from 'rxjs';
import type { HttpCall, HttpContent } from '../../../dialects/httpCall';
import { uploadContent } from '../../../dialects/steps/uploadContent';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel } from '../../../../operators/commandChannel';
import type { Response } from '../../../../operators/response';
import type { Sent } from '../../../../operators/transferEvent';
import { QuectelChecksum } from '../files/quectelChecksum';
import { quectelFileUpload } from '../files/quectelFilesCommands';
import { bodyFile, quectelHttpMemory } from './quectelHttpMemory';
import { discard } from './quectelStaging';

const INPUT_SECONDS = [1, 65_535] as const;

/** Rounds a time up to whole seconds within the limits of a parameter. */
export const secondsOf = (ms: number, [min, max]: readonly [number, number] = INPUT_SECONDS): number =>
  Math.min(max, Math.max(min, Math.ceil(ms / 1_000)));

type Stored = Response<{ readonly size: number; readonly checksum: number }>;

/** The channel, with the checksum of the stored file compared with that of what was given. */
const checked = (channel: CommandChannel, expectedBytes: number, sum: QuectelChecksum): CommandChannel => ({
  ...channel,
  send: (command, feed) =>
    channel.send(command, feed).pipe(
      tap((response) => {
        const { size, checksum } = (response as unknown as Stored).value;
        if (size !== expectedBytes || checksum !== sum.value)
          throw new ModemError({ kind: 'corrupt', command: command.redacted, expectedBytes });
      }),
    ),
});

/**
 * Puts the body of a request into a file of the modem, its head in front where the library writes that; emits the progress. The
 * request is sent later, from the file: whoever leaves in the middle of the body sends nothing to the server, and a byte that is
 * lost on the line shows in the checksum.
 *
 *     > AT+QFUPL="RAM:rxmodem.body",20,120   < CONNECT   >> Message=HelloQuectel   < +QFUPL: 20,5d3e   < OK
 *
 * Fails with `corrupt` where the modem stored other bytes.
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
    const size = head.length + content.length;
    const sum = new QuectelChecksum();
    const chunks = concat(of(head), content.chunks).pipe(tap((chunk) => sum.add(chunk)));
    const command = quectelFileUpload({ name, size, seconds: secondsOf(inputMs) });
    memory.hasBody = true;
    return concat(
      discard(channel, name),
      uploadContent(checked(channel, size, sum), command, { length: size, chunks }),
    );
  }).pipe(
    map(({ loaded, total }): Sent => ({ kind: 'sent', loaded: loaded - head.length, total: total - head.length })),
    filter(({ loaded }) => loaded > 0),
    map((sent) => Object.freeze(sent)),
  );
