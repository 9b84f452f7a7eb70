import { defer, mergeMap, type Observable, of } from 'rxjs';
import {
  connect,
  type ConnectOptions,
  keptOpen,
  type Modem,
  type Profile,
  recorded,
  type Transport,
} from 'rxmodem';
import type { ModemOptions } from './modemOptions';
import { fileWriter } from './fileWriter';
import { knownProfile } from './knownProfile';
import { openPorts } from './openPorts';
import { recognised } from './recognised';
import { traceWriter } from './traceWriter';
import { transportOf } from './transportOf';

const connectOptions = ({ baud, trace }: ModemOptions): ConnectOptions => ({
  ...(baud === undefined ? {} : { baudRate: baud }),
  ...(trace === undefined ? {} : { trace: traceWriter(trace) }),
});

const recordedBy = ({ record }: ModemOptions, transport: Transport): Transport =>
  record === undefined ? transport : recorded(transport, fileWriter(record));

/** Connects to the modem that the options name; with `--profile auto` it is asked first which it is. */
export const modemOf = (options: ModemOptions): Observable<Modem> =>
  defer(() => {
    const transport = keptOpen(openPorts.counted(recordedBy(options, transportOf(options))));
    const manner = connectOptions(options);
    const known = knownProfile(options);
    const found: Observable<Profile> = known === undefined ? recognised(transport, manner) : of(known);
    return found.pipe(mergeMap((fits) => connect(transport, fits, manner)));
  });
