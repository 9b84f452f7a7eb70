import { checkOptions, is, type OptionChecks } from '../grammar/checkOptions';
import { invalidArgument } from '../grammar/errors/modemError';
import type { Profile } from '../dialects/profile';
import type { ApnSettings } from '../dialects/bearerDialect';
import type { FtpServer } from '../dialects/ftpDialect';
import type { TraceEntry } from '../modem/trace/traceEntry';
import type { OnlinePlace } from './onlineCheck';

/** How a modem is examined. The fields of `ApnSettings` name the access point. */
export interface DoctorOptions extends ApnSettings {
  /** The family, for a modem that does not say what it is, or that no profile fits. Default: the modem is asked. */
  readonly profile?: Profile | undefined;
  /** The rate that the user expects. Default 115,200. */
  readonly baudRate?: number | undefined;
  /** Whether another rate than `baudRate` is fine, as with `--baud auto`. Default false. */
  readonly anyBaudRate?: boolean | undefined;
  /**
   * Sets right what does no harm: rate, result codes, flow control, sleep, radio, port of URCs; leaves data mode and multiplexer;
   * stores it with `AT&W`. Default false: nothing stays changed.
   */
  readonly fix?: boolean | undefined;
  /**
   * What is fetched at the end, which costs data: pages, `https://` for TLS, and files or directories of FTP servers, of which the
   * size or the list is asked. Default: nothing.
   */
  readonly online?:
    string | readonly (string | { readonly server: FtpServer; readonly path: string })[] | undefined;
  /** How long the SIM may take. Default 6 s. */
  readonly simWithinMs?: number | undefined;
  /** How long signal and each registration may take. Default 8 s. */
  readonly registrationWithinMs?: number | undefined;
  /** How long the bearer or context is tried. Default 6 s; an answer under way is awaited. */
  readonly bearerWithinMs?: number | undefined;
  /** Receives the conversation, secrets masked. */
  readonly trace?: ((entry: TraceEntry) => void) | undefined;
}

const CHECKS: OptionChecks = Object.freeze({
  ...{ apn: is.text, user: is.text, password: is.text },
  baudRate: is.positive,
  anyBaudRate: is.flag,
  fix: is.flag,
  online: is.either(is.text, (value) => (Array.isArray(value) ? undefined : 'it is no list')),
  simWithinMs: is.limitMs,
  registrationWithinMs: is.limitMs,
  bearerWithinMs: is.limitMs,
  trace: is.call,
});

/** The options, settled. */
export interface Examination {
  readonly baudRate: number;
  readonly anyBaudRate: boolean;
  readonly fix: boolean;
  readonly online: readonly OnlinePlace[];
  readonly profile: Profile | undefined;
  readonly access: ApnSettings;
  readonly limits: Readonly<Record<'simWithinMs' | 'registrationWithinMs' | 'bearerWithinMs', number>>;
  readonly trace: ((entry: TraceEntry) => void) | undefined;
}

/** Checks the options, and fills in the defaults. */
export const examinationOf = (given: DoctorOptions): Examination => {
  const { apn, user, password, online, profile, trace, ...rest } = checkOptions(given, CHECKS);
  const { baudRate = 115_200, anyBaudRate = false, fix = false } = rest;
  const { simWithinMs = 6_000, registrationWithinMs = 8_000, bearerWithinMs = 6_000 } = rest;
  const access = { apn, user, password };
  const known = Object.entries(access).filter(([, value]) => value !== undefined);
  return {
    ...{ baudRate, anyBaudRate, fix, profile, trace },
    online: placesOf(online),
    access: Object.fromEntries(known),
    limits: { simWithinMs, registrationWithinMs, bearerWithinMs },
  };
};

const placesOf = (online: DoctorOptions['online'] = []): readonly OnlinePlace[] => {
  const places: readonly OnlinePlace[] = typeof online === 'string' ? [online] : online;
  for (const place of places) {
    const isRight =
      typeof place === 'string' ? /^https?:\/\/./i.test(place) : is.text(place.path) === undefined;
    if (!isRight)
      invalidArgument('online', 'it must start with http:// or https://, or name server and path');
  }
  return places;
};
