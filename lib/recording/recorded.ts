import { checkOptions, checkValue, is } from '../grammar/options';
import { defer, map, Observable, share, tap } from 'rxjs';
import type { Vocabulary } from '../grammar/vocabulary';
import type { Port, Transport } from '../wire/transport';
import { everyWord } from './hostLines';
import { RecordingWriter } from './recordingWriter';

/** How a session is recorded. */
export interface RecordedOptions {
  /**
   * The words that secrets are known by where a program writes bare bytes. Default: those of every family. Commands that
   * `openModem` writes, a program's own among them, need no telling.
   */
  readonly vocabulary?: Vocabulary;
}

const recordedPort = (port: Port, writer: RecordingWriter): Port => {
  writer.opened(port.name);
  return {
    ...port,
    incoming: port.incoming.pipe(
      tap({
        next: (bytes) => writer.received(bytes),
        error: () => writer.closed('|'),
        complete: () => writer.closed('|'),
      }),
      share(),
    ),
    write: (bytes, what) =>
      defer(() => {
        writer.written(bytes, what);
        return port.write(bytes, what);
      }),
  };
};

/**
 * A transport that writes down what crosses it, as text that `replay` plays back and `conversation` reads:
 *
 *     openModem(recorded(serialPort('/dev/ttyUSB0'), (text) => log.write(text)), sim800)
 *
 *     # /dev/ttyUSB0, 2026-05-01T09:30:00.000Z
 *     ^
 *     > AT
 *     12ms << AT\r
 *     + < OK
 *     5ms > AT+FTPPW=***
 *
 * `write` is given whole lines, so what stands there at any moment is a recording. Received bytes are written byte for byte,
 * each piece as it came, with the milliseconds since the line before. Secrets that are said, and their echoes, are masked;
 * bodies of requests and responses are not: a recording holds what was transferred. Where a secret came in pieces, it
 * comes with the last one.
 */
export const recorded = (
  transport: Transport,
  write: (text: string) => void,
  options: RecordedOptions = {},
): Transport => {
  checkValue(write, is.call, 'write');
  const { vocabulary = everyWord } = checkOptions(options, {});
  const writer = new RecordingWriter(write, vocabulary);
  return new Observable<Port>((host) => {
    const opening = transport.pipe(map((port) => recordedPort(port, writer))).subscribe({
      next: (port) => host.next(port),
      error: (error: unknown) => host.error(error),
      complete: () => host.complete(),
    });
    return () => {
      // First: a port that ends because it is closed does not go away by itself.
      writer.closed('!');
      opening.unsubscribe();
    };
  });
};
