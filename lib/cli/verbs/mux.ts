import { type Command, InvalidArgumentError, Option } from 'commander';
import { concat, EMPTY, map, mergeMap, type Observable, of, switchMap } from 'rxjs';
import {
  detectProfile,
  keptOpen,
  multiplex,
  type MuxReport,
  type Profile,
  type Transport,
  withModem,
} from 'rxmodem';
import { CliError } from '../errors/cliError';
import { knownProfile } from '../modem/knownProfile';
import { openPorts } from '../modem/openPorts';
import { type ChannelPlace, servedChannels } from '../modem/servedChannels';
import { rated, transportOf } from '../modem/transportOf';
import { pinOf, unlocked } from '../modem/unlocked';
import { portOptions, type ModemOptions } from '../options/modemOptions';
import { numberOption } from '../options/numberOption';
import type { Verb } from '../options/verb';
import { note } from '../output/note';

/** The modem is left in a state that a person must end. */
const STUCK_EXIT = 75;

interface MuxOptions extends ModemOptions {
  readonly link?: readonly string[];
  readonly listen?: readonly string[];
  readonly urcChannel?: number;
}

const more = (value: string, before: readonly string[] = []): readonly string[] => {
  if (value === '') throw new InvalidArgumentError('it is empty');
  return [...before, value];
};

/** Links first, then addresses: channels are numbered in that order. */
const placesOf = ({ link = [], listen = [] }: MuxOptions): readonly ChannelPlace[] => {
  const places = [...link.map((path) => ({ link: path })), ...listen.map((address) => ({ listen: address }))];
  if (places.length > 0) return places;
  const message = 'name at least one --link PATH or --listen HOST:PORT: each is a channel';
  throw new CliError({ kind: 'usage', message });
};

/** What is worth a line on stderr: a modem that is entered again, and one that does not come back to AT. */
const reported = (event: MuxReport): void => {
  if (event.kind === 'lost') note(`the modem restarted or left: ${event.why}`);
  if (event.kind !== 'stuck') return;
  note(event.problem);
  process.exitCode = STUCK_EXIT;
};

/** Frames carry the bytes of other programs, whose secrets are not known here. */
const notRecorded = ({ trace, record }: MuxOptions): void => {
  if (trace === undefined && record === undefined) return;
  note(
    'mux writes no trace and no recording: pass --trace and --record to the programs that use its channels',
  );
};

const muxed = (options: MuxOptions): Observable<never> => {
  const { json = false, urcChannel } = options;
  notRecorded(options);
  const places = placesOf(options);
  const known = knownProfile(options);
  // A PIN that can be none is reported before the port is opened.
  pinOf();
  return rated(options).pipe(
    map((settled) => keptOpen(openPorts.counted(transportOf(settled)))),
    mergeMap((transport) =>
      (known ? of(known) : detectProfile(transport)).pipe(map((profile) => [transport, profile] as const)),
    ),
    mergeMap(([transport, profile]) =>
      concat(
        unlockedFirst(transport, profile),
        multiplex(transport, {
          profile: enough(profile, places.length),
          report: reported,
          ...(urcChannel !== undefined && { urcChannel }),
        }),
      ),
    ),
    switchMap((channels) => servedChannels(channels, places, json)),
  );
};

/** Enters the PIN of the environment before the port becomes channels, each of which belongs to another program. */
const unlockedFirst = (transport: Transport, profile: Profile): Observable<never> =>
  pinOf() === undefined ? EMPTY : withModem(transport, profile, unlocked);

const enough = (profile: Profile, count: number): Profile => {
  const { channels = 0 } = profile.mux ?? {};
  if (count <= channels) return profile;
  const message = `a ${profile.title} has ${channels} channels, and ${count} are named`;
  throw new CliError({ kind: 'usage', message });
};

/** Serves the channels of one port: `rxmodem mux --link /tmp/a --link /tmp/b --port /dev/ttyUSB0`. */
export const mux: Verb<MuxOptions> = {
  usage: 'mux',
  does: 'Carries several channels on one port (CMUX), and serves each on a pseudo-terminal or TCP, until Ctrl-C.',
  endless: true,
  endsWell: true,
  examples: [
    [
      'rxmodem mux --port /dev/ttyUSB0 --link /tmp/modem1 --link /tmp/modem2',
      'then: rxmodem monitor --port /tmp/modem1, and at once: rxmodem get http://example.com/ --port /tmp/modem2',
    ],
    [
      'rxmodem mux --port /dev/ttyUSB0 --link /tmp/modem1 --listen 127.0.0.1:7000',
      'one channel for a program here, one on TCP',
    ],
  ],
  declare: (command: Command) =>
    portOptions(command)
      .optionsGroup('Channels:')
      .addOption(
        new Option(
          '--link <path>',
          'a symbolic link to a channel’s pseudo-terminal; may be repeated',
        ).argParser(more),
      )
      .addOption(
        new Option('--listen <host:port>', 'serve a channel on TCP; may be repeated').argParser(more),
      )
      .addOption(
        new Option(
          '--urc-channel <n>',
          'the channel that carries URCs, where the family can choose',
        ).argParser(numberOption(1, { max: 61 })),
      ),
  run: ({ options }) => muxed(options),
};
