import { type Command, Option } from 'commander';
import { concatMap, defer, type Observable } from 'rxjs';
import { servePseudoTerminal, type ServePseudoTerminalOptions, serveTcp } from 'rxmodem/node';
import type { BasicOptions } from '../options/basicOptions';
import { fileOption } from '../options/fileOption';
import { printed } from '../output/stdoutSink';
import { tcpAddress } from '../options/tcpAddress';

/** Where a verb serves a modem. */
export interface ServingOptions extends BasicOptions {
  readonly link?: string;
  readonly listen?: string;
}

/** Declares them. */
export const servingOptions = (command: Command): Command =>
  command
    .optionsGroup('Port:')
    .addOption(fileOption('--link <path>', 'a symbolic link to the pseudo-terminal'))
    .addOption(new Option('--listen <host:port>', 'serve on TCP; port 0 is any free one').conflicts('link'));

/** Serves a modem on a pseudo-terminal or TCP, and prints where; with `number` also the number of its SIM. */
export const served = (
  { link, listen, json }: ServingOptions,
  modem: () => Omit<ServePseudoTerminalOptions, 'link'>,
  number?: string,
): Observable<never> =>
  defer(() => {
    const what = modem() as ServePseudoTerminalOptions;
    return listen === undefined
      ? servePseudoTerminal({ ...what, ...(link === undefined ? {} : { link }) })
      : serveTcp({ ...what, ...tcpAddress(listen, '--listen') });
  }).pipe(
    concatMap((port) => {
      if (json) return printed({ port, ...(number !== undefined && { number }) });
      return printed(number === undefined ? port : `${port}\t${number}`);
    }),
  );
