import { concatMap, endWith, mergeMap, type Observable, of, reduce } from 'rxjs';
import { type PortFound, scanPorts } from 'rxmodem';
import { type SerialPortInfo, serialPorts } from 'rxmodem/node';
import { portText } from '../output/doctorText';
import { printedAsItStands } from '../output/stdoutSink';
import type { RatedOptions } from './transportOf';
import { openPorts } from './openPorts';
import { transportOf } from './transportOf';

/** A port of this machine, and what is on it. */
export interface LookedPort extends PortFound {
  readonly name: string | null;
}

/** The port that a modem answers on, and all that were looked at. */
export interface ChosenPort {
  readonly port: string | undefined;
  readonly ports: readonly LookedPort[];
}

/**
 * Looks for a modem on the ports of this machine, known modems first; for people tells of each port as it is done. Emits the first
 * port on which one answers AT. Fails with `port` where the ports can’t be listed.
 */
export const chosenPort = (options: Omit<RatedOptions, 'port'>, json: boolean): Observable<ChosenPort> =>
  serialPorts().pipe(
    mergeMap((infos) => {
      const looked = scanPorts(infos.map((info) => scanned(info, options))).pipe(
        concatMap((found) => {
          const { name = null } = infos.find(({ path }) => path === found.path) ?? {};
          const one: LookedPort = { ...found, name };
          return json ? of(one) : printedAsItStands(portText(found, name)).pipe(endWith(one));
        }),
      );
      return looked.pipe(reduce((all: readonly LookedPort[], one) => [...all, one], []));
    }),
    mergeMap((ports) => of({ port: ports.find(({ isModem }) => isModem)?.path, ports })),
  );

const scanned = ({ path, isModem }: SerialPortInfo, options: Omit<RatedOptions, 'port'>) => ({
  path,
  open: (baud: number) => openPorts.counted(transportOf({ ...options, port: path, baud })),
  hasRate: !isModem,
});
