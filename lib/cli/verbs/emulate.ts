import { Option } from 'commander';
import { concatMap, defer, type Observable } from 'rxjs';
import { emulator, type Emulator, faultList } from 'rxmodem/emulator';
import { ftpOrigin, httpOrigin, servePseudoTerminal, serveTcp } from 'rxmodem/node';
import { PROFILE_NAMES, type ProfileName } from '../commonOptions';
import { faultLines } from '../faultLines';
import { knobOptions, knobsOf } from '../knobOptions';
import { printed } from '../printed';
import { tcpAddress } from '../tcpAddress';
import type { Call, Verb } from '../verb';

interface EmulateOptions {
  readonly family?: ProfileName;
  readonly link?: string;
  readonly listen?: string;
  readonly listFaults?: boolean;
}

const modemOf = ({ options }: Call<EmulateOptions>): Emulator => {
  const { family, profile, baud } = options;
  return emulator({
    family: family ?? (profile === 'auto' ? 'sim800' : profile),
    origin: httpOrigin(),
    ftp: ftpOrigin(),
    ...knobsOf({ ...options }),
    ...(baud === undefined ? {} : { baud }),
  });
};

const served = (call: Call<EmulateOptions>): Observable<string> => {
  const { link, listen } = call.options;
  const modem = modemOf(call);
  if (listen !== undefined) return serveTcp({ emulator: modem, ...tcpAddress(listen, '--listen') });
  return servePseudoTerminal({ emulator: modem, ...(link === undefined ? {} : { link }) });
};

/** Serves a virtual modem: `rxmodem emulate`. Its network is the machine's own. */
export const emulate: Verb<EmulateOptions> = {
  usage: 'emulate',
  does: 'Serves a virtual modem on a pseudo-terminal or TCP, until Ctrl-C, and prints where.',
  endless: true,
  declare: (command) =>
    knobOptions(
      command
        .addOption(new Option('--family <name>', 'which modem (default: sim800)').choices(PROFILE_NAMES))
        .option('--list-faults', 'print the faults that --fault knows, and what they take')
        .option('--link <path>', 'a symbolic link to the pseudo-terminal')
        .addOption(
          new Option('--listen <host:port>', 'serve on TCP; port 0 is any free one').conflicts('link'),
        ),
    ),
  run: (call) =>
    call.options.listFaults
      ? printed(call.options.json ? faultList : faultLines())
      : defer(() => served(call)).pipe(concatMap((port) => printed(call.options.json ? { port } : port))),
};
