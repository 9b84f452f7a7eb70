import {
  catchError,
  concat,
  defer,
  EMPTY,
  ignoreElements,
  map,
  type MonoTypeOperatorFunction,
  mergeMap,
  type Observable,
  of,
  throwError,
} from 'rxjs';
import { isLostAnswer } from '../../../dialects/ask';
import type { HttpContent } from '../../../dialects/httpCall';
import { onRefusal } from '../../../dialects/steps/onRefusal';
import { orWithout } from '../../../dialects/steps/optionally';
import { uploadContent } from '../../../dialects/steps/uploadContent';
import { ModemError } from '../../../grammar/errors/modemError';
import type { CommandChannel, InputFeed } from '../../../../operators/commandChannel';
import type { Response } from '../../../../operators/response';
import type { Sent } from '../../../../operators/transferEvent';
import { QuectelChecksum } from './quectelChecksum';
import { quectelFileSize } from './quectelFiles';
import { quectelFileClose, quectelFileOpen, quectelFileUpload } from './quectelFilesCommands';

type Stored = Response<{ readonly size: number; readonly checksum: number }>;

/** The feed, with all that it gives added to a checksum. */
const summed =
  (feed: InputFeed, sum: QuectelChecksum): InputFeed =>
  (asked) =>
    feed({
      ...asked,
      give: (bytes) => {
        sum.add(bytes);
        return asked.give(bytes);
      },
    });

/**
 * Looks whether a file was stored whose result did not come: firmware may leave `+QFUPL` out (observed on BG96), or the line lost it.
 * Completes where the file has its length; the checksum is not known then.
 *
 *     > AT+QFUPL="a.bin",5   < CONNECT   >> hello   < OK   > AT+QFLST="a.bin"   < +QFLST: "a.bin",5
 */
export const orStored = <T>(
  channel: CommandChannel,
  name: string,
  expectedBytes: number,
): MonoTypeOperatorFunction<T> =>
  catchError((error: unknown) => {
    const failed = throwError(() => error);
    if (!(error instanceof ModemError)) return failed;
    if (error.reason.kind !== 'unreadable' && !isLostAnswer(error.reason)) return failed;
    return quectelFileSize(channel, name).pipe(
      onRefusal(() => of(undefined)),
      mergeMap((bytes) => {
        if (bytes !== expectedBytes) return failed;
        channel.note(`${error.message}; ${name} has its ${bytes} bytes, its checksum is not known`);
        return EMPTY;
      }),
    );
  });

/** A file that is to be stored, and its checksum so far. */
interface Storing {
  readonly name: string;
  readonly expectedBytes: number;
  readonly sum: QuectelChecksum;
}

/** Whether a file has a length; a modem that does not say shows nothing. */
const hasLength = (channel: CommandChannel, { name, expectedBytes }: Storing): Observable<boolean> =>
  quectelFileSize(channel, name).pipe(
    map((bytes) => bytes === expectedBytes),
    orWithout(channel, () => false),
  );

/**
 * The channel, with length and checksum of the stored file compared with those of what was given. A length that differs while the checksum is
 * right is asked for once more: a digit may be lost on the line.
 *
 *     < +QFUPL: 2,5d3e   > AT+QFLST="a.bin"   < +QFLST: "a.bin",20
 */
const checked = (channel: CommandChannel, storing: Storing): CommandChannel => ({
  ...channel,
  send: (command, feed) => {
    const { name, expectedBytes, sum } = storing;
    return channel.send(command, feed && summed(feed, sum)).pipe(
      orStored(channel, name, expectedBytes),
      mergeMap((response) => {
        const { size, checksum } = (response as unknown as Stored).value;
        const isRight = size === expectedBytes ? of(true) : hasLength(channel, storing);
        return (checksum === sum.value ? isRight : of(false)).pipe(
          map((is) => {
            if (is) return response;
            throw new ModemError({ kind: 'corrupt', command: command.redacted, expectedBytes });
          }),
        );
      }),
    );
  },
});

/**
 * Stores a body in a file of the modem that is not there yet; emits the progress. A byte that is lost or changed on the line shows
 * in the checksum that the modem gives.
 *
 *     > AT+QFUPL="RAM:a.bin",20,60   < CONNECT   >> Message=HelloQuectel   < +QFUPL: 20,5d3e   < OK
 *
 * Fails with `corrupt` where the modem stored other bytes.
 */
export const quectelUploadFile = (
  channel: CommandChannel,
  name: string,
  seconds: number,
  { length, chunks }: HttpContent,
): Observable<Sent> =>
  defer((): Observable<Sent> => {
    if (length === 0)
      return concat(emptyFile(channel, name), of<Sent>({ kind: 'sent', loaded: 0, total: 0 }));
    const sum = new QuectelChecksum();
    const command = quectelFileUpload({ name, size: length, seconds });
    return uploadContent(checked(channel, { name, expectedBytes: length, sum }), command, { length, chunks });
  });

/** The modem takes no upload of no bytes: a file is opened anew, and closed. */
const emptyFile = (channel: CommandChannel, name: string): Observable<never> =>
  channel.send(quectelFileOpen({ name, mode: 'truncate' })).pipe(
    mergeMap(({ value }) => channel.send(quectelFileClose({ handle: value.handle }))),
    ignoreElements(),
  );
