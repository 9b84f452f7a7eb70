import type { Observable } from 'rxjs';
import { ModemError } from '../grammar/errors/modemError';
import type { Profile } from '../dialects/profile';
import type { FrameTimings } from './askFrame';
import type { MuxReport } from './muxReport';

/** How a port is multiplexed; what is missing comes from the profile. */
export interface MultiplexOptions {
  /** The modem's family: how it enters, how long its frames are, how many channels it has. Default: `AT+CMUX=0`, 127, 4. */
  readonly profile?: Pick<Profile, 'mux' | 'title'> | undefined;
  /** Channels, from 1 on: 1 to 61. */
  readonly channels?: number | undefined;
  /** Longest data of a frame, N1, in bytes: 1 to 32,767. */
  readonly maxFrameBytes?: number | undefined;
  /**
   * The channel that carries URCs, where the family can choose (`AT+CATR` on an A7600); late results of commands
   * (`+HTTPACTION: …`) come there, too. Default: the modem's own setting, which is every channel.
   */
  readonly urcChannel?: number | undefined;
  /** How long a modem may take until it answers, wherever somebody left it. Default 20 s. */
  readonly enterMs?: number | undefined;
  /** How long the answer to a frame is waited for, T1; it is asked for four times. Default 500 ms. */
  readonly answerMs?: number | undefined;
  /** How long nothing at all may come after something was written, before the modem is probed. Default 10 s. */
  readonly silenceMs?: number | undefined;
  /** Leaves the multiplexer when this emits: the result completes when the modem answers AT again, or fails. */
  readonly until?: Observable<unknown> | undefined;
  /** Is given what happens on the line: frames that were dropped, channels that come and go. It holds no data. */
  readonly report?: ((event: MuxReport) => void) | undefined;
}

/** The options, complete. */
export interface MuxPlan {
  readonly enter: string;
  readonly channels: number;
  readonly maxFrameBytes: number;
  /** How long the modem reads no frame behind its `OK`. */
  readonly settleMs: number;
  /** What is said before entering and after leaving, so that one channel carries the URCs. */
  readonly urcs: { readonly toOne: string; readonly toAll: string } | undefined;
  readonly enterMs: number;
  readonly timings: FrameTimings & { readonly silenceMs: number };
  readonly report: (event: MuxReport) => void;
}

const TRIES = 4;
const MAX_CHANNELS = 61;
const MAX_FRAME_BYTES = 32_767;

/** Completes the options. Fails with `invalid-argument` or `unsupported`; nothing was written then. */
export const muxPlan = (options: MultiplexOptions): MuxPlan => {
  const { profile, enterMs = 20_000, answerMs = 500, silenceMs = 10_000, report = () => undefined } = options;
  const mux = profile?.mux;
  if (profile && !mux) {
    throw new ModemError({
      kind: 'unsupported',
      family: profile.title,
      feature: 'several channels on one port',
    });
  }
  const channels = within('channels', options.channels ?? mux?.channels ?? 4, MAX_CHANNELS);
  return {
    enter: mux?.enter.text ?? 'AT+CMUX=0',
    channels,
    maxFrameBytes: within(
      'maxFrameBytes',
      options.maxFrameBytes ?? mux?.maxFrameBytes ?? 127,
      MAX_FRAME_BYTES,
    ),
    settleMs: mux?.settleMs ?? 0,
    urcs: urcsOf(options, channels),
    enterMs,
    timings: { answerMs, tries: TRIES, silenceMs },
    report,
  };
};

const within = (name: string, value: number, max: number): number => {
  if (Number.isInteger(value) && value >= 1 && value <= max) return value;
  throw new ModemError({ kind: 'invalid-argument', name, problem: `${value} is not between 1 and ${max}` });
};

const urcsOf = ({ profile, urcChannel }: MultiplexOptions, channels: number): MuxPlan['urcs'] => {
  if (urcChannel === undefined) return undefined;
  const urcsOn = profile?.mux?.urcsOn;
  if (!urcsOn) {
    throw new ModemError({
      kind: 'unsupported',
      family: profile?.title ?? 'a modem without a profile',
      feature: 'a channel for URCs',
    });
  }
  const toOne = urcsOn(within('urcChannel', urcChannel, channels)).text;
  return { toOne, toAll: urcsOn('all').text };
};
