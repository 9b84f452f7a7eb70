import type {
  ApnSettings,
  DoctorOptions,
  FetchDefaults,
  FtpGetOptions,
  FtpOptions,
  FtpPutOptions,
  FtpServer,
  HttpRequest,
  MultiplexOptions,
  OpenModemOptions,
  PoolPolicy,
  PoolRunOptions,
  ReadFileOptions,
  ReadyOptions,
  ReconnectPolicy,
  RecordedOptions,
  ReplayOptions,
  RestartOptions,
  RetryPolicy,
  StreamedBody,
  TimeoutPolicy,
  SetBaudOptions,
  TlsOptions,
  WakeOptions,
  SmsRequest,
  InboxOptions,
  UssdOptions,
  DialOptions,
  PhonebookOptions,
  SocketOptions,
  ListenOptions,
  PingOptions,
} from '../lib';
import { createFetch, ftp, http, openModem, replay, sim800 } from '../lib';
import { emulator, type EmulatorOptions, type FtpSite, type Page, simulatedWeb } from '../lib/emulator';
import type { AllowList, GatewayLimits, GatewayOptions, RemoteOptions } from '../lib/mqtt';
import type { Manner, RunOptions } from '../lib/testing';
import type { SerialPortOptions } from '../lib/transports/node';
import type { WebSerialOptions } from '../lib/transports/webSerial';

/** The options of a type that may be left out, each as `undefined`. */
type Undefined<T> = { readonly [Name in keyof T as object extends Pick<T, Name> ? Name : never]: undefined };

/** Compiles only where every option that may be left out may be `undefined`, too (`exactOptionalPropertyTypes`). */
type Takes<T> = Undefined<T> extends Partial<T> ? true : never;

/* The command's own compiler checks these: one that does not hold is a type error here. */
const TAKEN: readonly [
  Takes<ApnSettings>,
  Takes<DoctorOptions>,
  Takes<SetBaudOptions>,
  Takes<WakeOptions>,
  Takes<FetchDefaults>,
  Takes<FtpGetOptions>,
  Takes<FtpOptions>,
  Takes<FtpPutOptions>,
  Takes<FtpServer>,
  Takes<HttpRequest>,
  Takes<MultiplexOptions>,
  Takes<OpenModemOptions>,
  Takes<PoolPolicy>,
  Takes<PoolRunOptions<unknown>>,
  Takes<ReadFileOptions>,
  Takes<ReadyOptions>,
  Takes<ReconnectPolicy>,
  Takes<RecordedOptions>,
  Takes<ReplayOptions>,
  Takes<RestartOptions>,
  Takes<RetryPolicy>,
  Takes<StreamedBody>,
  Takes<TimeoutPolicy>,
  Takes<TlsOptions>,
  Takes<EmulatorOptions>,
  Takes<FtpSite>,
  Takes<Page>,
  Takes<AllowList>,
  Takes<GatewayLimits>,
  Takes<GatewayOptions>,
  Takes<RemoteOptions>,
  Takes<Manner>,
  Takes<RunOptions>,
  Takes<SerialPortOptions>,
  Takes<SmsRequest>,
  Takes<InboxOptions>,
  Takes<UssdOptions>,
  Takes<DialOptions>,
  Takes<PhonebookOptions>,
  Takes<SocketOptions>,
  Takes<ListenOptions>,
  Takes<PingOptions>,
  Takes<WebSerialOptions>,
] = [
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
  true,
];

const url = 'http://example.com/';

describe('options', () => {
  it('may be undefined wherever they may be left out', () => {
    expect(TAKEN).toHaveLength(43);
    const request: HttpRequest = {
      ...{ url, method: undefined, headers: undefined, body: undefined, retry: undefined },
      ...{ timeout: undefined, tls: { verify: undefined, ca: undefined }, access: { apn: undefined } },
      ...{ redirect: undefined, windowBytes: undefined, idempotent: undefined, proxy: undefined },
    };

    expect(http.check(sim800, request)).toBeUndefined();
    expect(ftp.check(sim800, { host: 'example.com', port: undefined, tls: undefined })).toBeUndefined();
    expect(() => emulator({ family: 'a7600', origin: simulatedWeb({}), baud: undefined })).not.toThrow();
    expect(() =>
      createFetch({ http: { request: http.request as never } }, { unreadMs: undefined }),
    ).not.toThrow();
  });

  it('that turn something on turn it off, too', () => {
    let failure: unknown;
    openModem(replay('> AT'), sim800, { reconnect: false, bringUpMs: 10 })
      .subscribe({ error: (error: unknown) => (failure = error) })
      .unsubscribe();

    expect(failure).toBeUndefined();
  });

  it('take a URL object where they take a URL', () => {
    expect(http.check(sim800, new URL(url))).toBeUndefined();
    expect(http.check(sim800, { url: new URL('https://example.com/a b') })).toBeUndefined();
    expect(http.check(sim800, new URL('ftp://example.com/'))?.reason).toMatchObject({
      kind: 'invalid-argument',
      name: 'url',
    });
    expect(http.check(sim800, { url: 5 as never })?.reason).toMatchObject({
      kind: 'invalid-argument',
      name: 'url',
    });
  });
});
