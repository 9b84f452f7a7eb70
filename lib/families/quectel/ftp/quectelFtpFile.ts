import { concat, defer, EMPTY, mergeMap, type Observable, of } from 'rxjs';
import { perTurn } from '../../../dialects/steps/perTurn';
import { sameSize } from '../../../dialects/steps/sameSize';
import { type TakeWindows, takeWindows } from '../../../dialects/steps/takeWindows';
import { clearFile } from '../files/clearFile';
import { discardFile } from '../files/discardFile';
import { inOrder } from '../../../dialects/steps/inOrder';
import { optionally } from '../../../dialects/steps/optionally';
import { ModemError } from '../../../grammar/errors/modemError';
import type { LengthSign } from '../../../grammar/errors/reason';
import type { CommandChannel } from '../../../../operators/commandChannel';
import { retryWith } from '../../../../operators/retryWith';
import { reportDamage } from '../../../../operators/windowPace';
import { quectelFiles, quectelFileSize, quectelWindow } from '../files/quectelFiles';
import { closeOpenedFile, quectelOpenedFile } from '../files/quectelOpenedFile';
import { quectelDrive, quectelFileSeek } from '../files/quectelFilesCommands';

/** What is remembered of a turn on the FTP service: its file on the modem. */
const memoryOf = perTurn(() => ({
  file: undefined as string | undefined,
  /** The handle of its file, when the modem has opened it. */
  handle: undefined as Observable<number> | undefined,
  /** Files of the user's that are not whole. */
  broken: undefined as string | undefined,
}));

/** The name of the turn's file, in the memory of the modem where that is a drive; none of that name is there. */
export const quectelFtpFile = (channel: CommandChannel): Observable<string> =>
  optionally(channel, quectelDrive({ drive: 'RAM' })).pipe(
    mergeMap((answer) => {
      const name = `${answer ? 'RAM:' : ''}rxmodem.ftp`;
      memoryOf(channel).file = name;
      return concat(
        clearFile(channel, name),
        defer(() => [name]),
      );
    }),
  );

/** Remembers a file of the user's that is being written; the returned function says that it is whole. */
export const writingFile = (channel: CommandChannel, name: string): (() => void) => {
  const memory = memoryOf(channel);
  memory.broken = name;
  return () => (memory.broken = undefined);
};

/**
 * The length of a file that a transfer has brought. Where its result told another number, the file is asked again: a digit may be lost on
 * the line. Fails with `length` where it then has another length.
 *
 *     < +QFTPGET: 0,700   > AT+QFLST="RAM:a"   < +QFLST: "RAM:a",70   > AT+QFLST="RAM:a"   < +QFLST: "RAM:a",700      ⇒ length
 */
export const transferredBytes = (
  channel: CommandChannel,
  name: string,
  told: number | undefined,
): Observable<number> =>
  quectelFileSize(channel, name).pipe(
    mergeMap((bytes) =>
      concat(
        told === undefined || told === bytes ? EMPTY : sameSize(quectelFiles, channel, name, bytes),
        of(bytes),
      ),
    ),
  );

/** How a file of the modem is read: how long the result of its transfer says that it is, where from, in which windows, and who takes what comes. */
interface Reading extends Omit<TakeWindows, 'totalBytes'> {
  readonly told: number | undefined;
}

/** Reads a file of the modem window by window; each window is checked, and read again where it is damaged. */
export const readFileOfTurn = (
  channel: CommandChannel,
  name: string,
  { told, fromByte, windows, take }: Reading,
): Observable<never> =>
  transferredBytes(channel, name, told).pipe(
    mergeMap((totalBytes) => {
      const window = (handle: number) => (offset: number, size: number) =>
        concat(
          inOrder(channel, quectelFileSeek({ handle, offset, from: 'start' })),
          defer(() => quectelWindow(channel, handle, size, name)),
        ).pipe(
          reportDamage(windows),
          retryWith({ attempts: 3, delay: 0, when: ({ kind }) => kind === 'corrupt' || kind === 'timeout' }),
        );
      const opened = quectelOpenedFile(channel, name);
      memoryOf(channel).handle = opened;
      return opened.pipe(
        mergeMap((handle) => takeWindows(window(handle), { totalBytes, fromByte, windows, take })),
      );
    }),
  );

/** Closes and deletes what the turn left on the modem; a failure is for the trace. */
export const clearTurn = (channel: CommandChannel): Observable<never> =>
  defer(() => {
    const { file, handle, broken } = memoryOf(channel);
    return concat(
      closeOpenedFile(channel, handle),
      ...[file, broken].map((name) => (name === undefined ? EMPTY : discardFile(channel, name))),
    );
  });

/** Fails with `length` where another number of bytes came, or was stated, than the file has. */
export const expectBytes = (expectedBytes: number, gotBytes: number, shownBy?: LengthSign): void => {
  if (expectedBytes !== gotBytes)
    throw new ModemError({ kind: 'length', expectedBytes, gotBytes, ...(shownBy && { shownBy }) });
};
