import { merge, Observable, tap } from 'rxjs';
import type { Profile } from '../dialects/profile';
import type { ModemError } from '../grammar/errors/modemError';
import type { Token } from '../wire/token';
import type { Port } from '../wire/transport';
import type { CommandChannel } from '../../operators/commandChannel';
import type { Work } from '../../operators/work';
import { commandLine, type CommandLine } from './line/commandLine';
import { interruptions } from './line/interruptions';
import { portTraffic } from './line/portTraffic';
import { startLineIn, type PowerEvidence } from './line/startLineIn';
import type { Timings } from './line/timings';
import type { TraceEntry } from './trace/traceEntry';

/** One open port: its traffic, its command line, and the watch for restarts, until the port closes. */
export interface Session {
  readonly bringUp: Work<never>;
  readonly send: CommandLine['send'];
  /** Makes the channel of one flow: it fails with `reset` when the modem restarts during the flow. */
  readonly channel: () => CommandChannel;
  /** Tokens that no command asked for, `urc` and `unknown`. */
  readonly urcs: Observable<Token>;
  /** Tokens that say something about the modem, in answers and in URCs. */
  readonly facts: Observable<Token>;
  readonly trace: Observable<TraceEntry>;
  /** Emits the evidence of each restart. */
  readonly restarts: Observable<string>;
  /** Writes a note into the trace. */
  readonly note: (text: string) => void;
  /** Redacts an unexplained line for people: no secret is left in it. */
  readonly redact: (line: string) => string;
  /** Fails what waits for an answer, with this error. */
  readonly fail: (error: unknown) => void;
  /** Fails when the port is gone. */
  readonly closed: Observable<never>;
  /** Stops reading the port. */
  readonly stop: () => void;
}

/** What a session needs besides its port. */
export interface SessionOptions {
  readonly profile: Profile;
  readonly timings: Timings;
  /** Whether the trace shows numbers and texts of people. */
  readonly traceTexts: boolean;
  /** Runs work that must end before the port closes, also without a reader. */
  readonly run: <T>(work: Work<T>) => Observable<T>;
  /** Whether the connection is made again when the port goes away; its `closed` errors say so. */
  readonly reconnects: boolean;
  /** Called when the port goes away, before anything fails. */
  readonly ended: () => void;
}

/** Begins a session on an open port. */
export const session = (
  port: Port,
  { profile, timings, traceTexts, run, reconnects, ended }: SessionOptions,
): Session => {
  const traffic = portTraffic(port, profile.vocabulary, traceTexts, (bytes) => interrupted(bytes));
  const breaks = interruptions(traffic, port, { reconnects, ended });
  const interrupt = (found: PowerEvidence | undefined): void => {
    const wasUp = line.isUp();
    if (!found || (found.isOff && !wasUp)) return;
    line.reset();
    if (found.isOff) breaks.wentOff(found.line);
    else if (wasUp) breaks.restarted(found.line);
    else breaks.started(found.line);
  };
  const interrupted = (bytes: Uint8Array): boolean => {
    const found = startLineIn(bytes, profile);
    interrupt(found);
    return found !== undefined;
  };
  const line: CommandLine = commandLine(traffic, profile, timings, Object.assign(breaks, { interrupted }));
  const evidence = powerEvidence(profile);
  const watch = traffic.facts.subscribe((token) => interrupt(evidence(token, line.isUp())));
  traffic.subscription.add(watch);
  const { news, facts, trace, note, redact, subscription } = traffic;
  const inFlow: CommandChannel = {
    // A flow whose reader has left still sends its last commands: they run on their own.
    send: (command, feed) => run(line.send(command, feed)),
    urcs: merge(breaks.broken, news),
    ...{ note, hasSteadyWindows: port.hasSteadyWindows ?? false },
  };
  const stop = (): void => {
    subscription.unsubscribe();
    breaks.close();
  };
  const channel = (): CommandChannel => failAfterRestart(inFlow, breaks.lastRestart);
  const { bringUp, send } = line;
  const { restarts, closed, fail } = breaks;
  return { bringUp, send, channel, urcs: news, facts, trace, restarts, note, redact, closed, fail, stop };
};

/** Whether a command that follows `ATE0` in the bring-up is echoed: this modem keeps its echo, which then proves nothing. */
const isEchoKept = ({ command }: Token & { readonly kind: 'echo' }, { bringUp }: Profile): boolean => {
  const off = bringUp.findIndex(({ text }) => /^ATE0?$/i.test(text));
  return off >= 0 && bringUp.indexOf(command) > off;
};

/**
 * What in a token proves that the modem has restarted: a boot URC, or the echo of `AT` after echo was turned off. Late boot
 * news (`SMS DONE`, `PB DONE`) prove nothing. `undefined` without a proof.
 */
export const restartEvidence = (
  token: Token,
  { boot, attention }: Profile,
  wasUp: boolean,
): string | undefined => {
  if (token.kind === 'urc') return boot.includes(token.definition) ? token.text : undefined;
  return token.kind === 'echo' && token.command === attention && wasUp ? 'its echo is on again' : undefined;
};

/** Finds in tokens what proves that the modem goes off or has restarted. The echo of a modem that keeps it proves nothing. */
const powerEvidence = (profile: Profile) => {
  let keepsEcho = false;
  return (token: Token, isUp: boolean): PowerEvidence | undefined => {
    if (token.kind === 'urc' && profile.off.includes(token.definition))
      return { line: token.text, isOff: true };
    if (token.kind === 'echo' && !isUp) keepsEcho = isEchoKept(token, profile);
    const line = restartEvidence(token, profile, isUp && !keepsEcho);
    return line === undefined ? undefined : { line, isOff: false };
  };
};

/**
 * The channel of one flow. After a restart between two commands of the flow, the next command fails, since everything that
 * the flow had opened is gone. The commands after that one are written: something may have to be closed. After the modem went
 * off, none of the flow's commands is written.
 *
 *     flow      > AT+HTTPINIT  < OK   …        < RDY       …    AT+HTTPREAD=0,4096
 *     channel                                                   # reset
 */
const failAfterRestart = (
  channel: CommandChannel,
  lastRestart: () => ModemError | undefined,
): Required<CommandChannel> => {
  const first = lastRestart();
  let known = first;
  const failed = (): void => {
    known = lastRestart();
  };
  const reset = (): ModemError | undefined => {
    const last = lastRestart();
    return last && (last !== known || (last !== first && isOff(last))) ? last : undefined;
  };
  const { note, hasSteadyWindows = false } = channel;
  return {
    note,
    hasSteadyWindows,
    turn: {},
    // One Observable for what `defer` and `tap` would do: each command of a flow passes here.
    send: (command, feed) =>
      new Observable((reader) => {
        const error = (reason: unknown): void => {
          failed();
          reader.error(reason);
        };
        const last = reset();
        if (last) return error(last);
        return channel.send(command, feed).subscribe({
          next: (response) => reader.next(response),
          error,
          complete: () => reader.complete(),
        });
      }),
    urcs: channel.urcs.pipe(tap({ error: failed })),
  };
};

const isOff = ({ reason }: ModemError): boolean => reason.kind === 'reset' && reason.isOff === true;
