import { checkOptions, checkValue, is } from '../grammar/checkOptions';
import { defer, map, Observable, share, Subject, tap } from 'rxjs';
import type { Vocabulary } from '../grammar/vocabulary';
import { checkTransport } from '../wire/checkTransport';
import type { Port, Transport } from '../wire/transport';
import { everyWord } from './hostLines';
import { RecordingWriter } from './recordingWriter';

/** How a session is recorded. */
export interface RecordedOptions {
  /**
   * The words that secrets are known by where a program writes bare bytes. Default: those of every family. Commands that
   * `openModem` writes, a program's own among them, need no telling.
   */
  readonly vocabulary?: Vocabulary | undefined;
  /**
   * Whether bodies are written down, too: what is sent and received as counted bytes. Default false: `<< *** 1196 bytes` stands
   * for them, and `replay` plays as many zeros.
   */
  readonly bodies?: boolean | undefined;
  /**
   * Whether what identifies the modem, its SIM and its address is left as it is: IMEI, IMSI, number of the SIM, phone numbers, IP
   * addresses. Default true. With false, zeros and addresses of documents stand in their place, and a line is written when it
   * has ended.
   */
  readonly identities?: boolean | undefined;
}

const recordedPort = (port: Port, writer: RecordingWriter, trouble: Observable<never>): Port => {
  writer.opened(port.name);
  return {
    ...port,
    trouble,
    hasSteadyWindows: true,
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

const CHECKS = { bodies: is.flag, identities: is.flag };

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
 * each piece as it came, with the milliseconds since the line before. Secrets that are said, their echoes, and the values of
 * header fields are masked (`lib/grammar/secrets.ts` has the rules); bodies are left out unless `bodies` asks for them. Where
 * a secret came in pieces, it comes with the last one. What `write` throws ends the transport: `openModem` fails with it, and
 * winds the modem up, which is not recorded any more.
 */
export const recorded = (
  transport: Transport,
  write: (text: string) => void,
  options: RecordedOptions = {},
): Transport => {
  checkTransport(transport);
  checkValue(write, is.call, 'write');
  const { vocabulary = everyWord, bodies = false, identities = true } = checkOptions(options, CHECKS);
  let failed: ((error: unknown) => void) | undefined;
  let isBroken = false;
  const keep = (text: string): void => {
    try {
      if (!isBroken) write(text);
    } catch (error) {
      failed?.(error);
    }
  };
  const writer = new RecordingWriter(keep, vocabulary, bodies, !identities);
  return new Observable<Port>((host) => {
    const trouble = new Subject<never>();
    isBroken = false;
    failed = (error) => {
      failed = undefined;
      isBroken = true;
      // Who watches for trouble has goodbyes to write first.
      if (trouble.observed) trouble.error(error);
      else host.error(error);
    };
    const opening = transport.pipe(map((port) => recordedPort(port, writer, trouble))).subscribe({
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
