import { asyncScheduler, concatMap, defer, EMPTY, type Observable, type Subscription, tap } from 'rxjs';
import {
  multiplex,
  type MultiplexOptions,
  type FtpServer,
  type MuxChannel,
  type MuxPort,
  type MuxReport,
  type Profile,
} from '../../lib';
import {
  emulator,
  type Emulator,
  type EmulatorSettings,
  simulatedFtp,
  simulatedWeb,
} from '../../lib/emulator';
import type { Port, Transport } from '../../lib/wire/transport';
import { latin1 } from '../../lib/grammar/latin1';
import { patterned } from '../modem/bodies';

/** The server of the file. */
export const server: FtpServer = { host: 'example.com', user: 'user', password: 'password' };
export const PAGE = 'http://example.com/page';
export const body = patterned(3_000);
export const file = patterned(2_500).map((byte) => byte ^ 0x5a);

/** A virtual modem that is multiplexed, and what one looks at. */
export interface MuxDesk {
  readonly virtual: Emulator;
  readonly profile: Profile;
  readonly heard: readonly string[];
  /** What was written to the port, as hexadecimal text. */
  readonly written: readonly string[];
  readonly reports: readonly MuxReport[];
  readonly channels: (options?: MultiplexOptions) => Observable<readonly MuxChannel[]>;
  readonly transport: Transport;
}

/** Hexadecimal text, as the manuals print it. */
export const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes)
    .toString('hex')
    .toUpperCase()
    .replace(/..(?=.)/g, '$& ');

/** Puts a virtual modem on the desk, with a page and a file behind it. */
export const muxDesk = (profile: Profile, settings: Partial<EmulatorSettings> = {}): MuxDesk => {
  const virtual = emulator({
    family: profile.name,
    origin: simulatedWeb({ [PAGE]: body }),
    ftp: simulatedFtp({ 'example.com': { user: 'user', password: 'password', files: { '/file': file } } }),
    latencyMs: 0,
    ...settings,
  });
  const heard: string[] = [];
  virtual.heard.subscribe((line) => heard.push(line));
  const written: string[] = [];
  const reports: MuxReport[] = [];
  const transport: Transport = virtual.transport.pipe(
    concatMap(({ write, ...port }) => [
      { ...port, write: (bytes: Uint8Array) => defer(() => (written.push(hex(bytes)), write(bytes))) },
    ]),
  );
  return {
    virtual,
    profile,
    heard,
    written,
    reports,
    transport,
    channels: (options) =>
      multiplex(transport, { profile, report: (event) => reports.push(event), ...options }),
  };
};

/** What was heard on a channel, as text, and the way to write to it. */
export interface HeardChannel {
  text: string;
  end: string;
  port: MuxPort | undefined;
  readonly subscription: Subscription;
}

/** Opens a channel and writes down what comes. */
export const hearChannel = (channel: MuxChannel | undefined): HeardChannel => {
  const heard = { text: '', end: 'open', port: undefined as MuxPort | undefined };
  const subscription = (channel ?? EMPTY)
    .pipe(
      tap((port) => (heard.port = port)),
      concatMap(({ incoming }: Port) => incoming),
    )
    .subscribe({
      next: (bytes) => (heard.text += latin1(bytes)),
      error: (error: unknown) => (heard.end = String(error)),
      complete: () => (heard.end = 'completed'),
    });
  return Object.assign(heard, { subscription });
};

/** Does something later. */
export const after = (ms: number, act: () => unknown): unknown =>
  asyncScheduler.schedule(() => void act(), ms);
