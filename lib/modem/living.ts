import { filter, merge, type Observable, share, defer, tap, throwError } from 'rxjs';
import type { Profile } from '../dialects/profile';
import type { Token } from '../wire/token';
import type { Port } from '../wire/transport';
import type { CommandChannel } from '../../operators/commandChannel';
import type { Work } from '../../operators/work';
import { interruptions } from './line/interruptions';
import { commandLine, type CommandLine } from './line/commandLine';
import { portTraffic } from './line/portTraffic';
import type { Household } from './household';
import type { Timings } from './line/timings';
import type { TraceEntry } from './trace/traceEntry';
import type { ModemError } from '../grammar/errors/modemError';

/**
 * What one flow speaks through: a restart that fell between two of its words is told at the next one, since what the flow
 * had opened is gone. The words behind that one are said: there may be something to close.
 *
 *     flow    > AT+HTTPINIT  < OK   …        < RDY       …    AT+HTTPREAD=0,4096
 *     talk                                                    # reset
 */
const failAfterRestart = (
  channel: CommandChannel,
  lastRestart: () => ModemError | undefined,
): CommandChannel => {
  let told = lastRestart();
  const error = (): void => {
    told = lastRestart();
  };
  return {
    ...channel,
    send: (command, feed) =>
      defer(() => {
        const last = lastRestart();
        const source = last && last !== told ? throwError(() => last) : channel.send(command, feed);
        return source.pipe(tap({ error }));
      }),
    urcs: channel.urcs.pipe(tap({ error })),
  };
};

/**
 * What in a token says that the modem has restarted, `undefined` where nothing does: a boot URC, or the echo of `AT` where
 * echo was turned off. Late boot news (`SMS DONE`, `PB DONE`) are none.
 */
export const restartEvidence = (
  token: Token,
  { boot, attention }: Profile,
  wasUp: boolean,
): string | undefined => {
  if (token.kind === 'urc') return boot.includes(token.definition) ? token.text : undefined;
  return token.kind === 'echo' && token.command === attention && wasUp ? 'its echo is on again' : undefined;
};

/** A modem's life on one open port: brought up, spoken with, until the port closes. */
export interface Living {
  readonly bringUp: Work<never>;
  readonly send: CommandLine['send'];
  /** What one flow speaks through. */
  readonly talk: () => CommandChannel;
  readonly tokens: Observable<Token>;
  readonly urcs: Observable<Token>;
  readonly trace: Observable<TraceEntry>;
  /** Emits when the modem has restarted. */
  readonly restarts: Observable<string>;
  readonly note: (text: string) => void;
  /** A line that nothing explains, for people: nothing secret shows. */
  readonly shown: (line: string) => string;
  /** Fails when the port is gone. */
  readonly closed: Observable<never>;
  /** Stops listening. */
  readonly stop: () => void;
}

/** What a life is made of, besides its port. */
export interface LifeParts {
  readonly profile: Profile;
  readonly patient: Timings;
  readonly household: Household;
  /** Whether the connection is made again where the port goes away; told by its `closed`. */
  readonly reconnects: boolean;
  /** Called when the port goes away, before anybody else is told. */
  readonly ended: () => void;
}

const isUnsolicited = ({ kind }: Token): boolean => kind === 'urc' || kind === 'unknown';

/** Puts a life together on an open port: conversation, command line, and the watch for restarts. */
export const living = (
  port: Port,
  { profile, patient: timings, household, reconnects, ended }: LifeParts,
): Living => {
  const channel = portTraffic(port, profile.vocabulary);
  const { closed, broken, restarts, restarted, lastRestart, close } = interruptions(channel, port, {
    reconnects,
    ended,
  });
  const line = commandLine(channel, profile, timings, { closed, broken });
  const watch = channel.tokens.subscribe((token) => {
    const wasUp = line.isUp();
    const news = restartEvidence(token, profile, wasUp);
    if (news === undefined) return;
    line.reset();
    if (wasUp) restarted(news);
  });
  channel.subscription.add(watch);
  const urcs = channel.tokens.pipe(filter(isUnsolicited), share());
  // What a flow says while it winds up must still be said: its commands are told nothing, the flow is.
  const inside: CommandChannel = {
    send: (command, feed) => household.run(line.send(command, feed)),
    urcs: merge(broken, urcs),
    note: channel.note,
  };
  return {
    bringUp: line.bringUp,
    send: line.send,
    talk: () => failAfterRestart(inside, lastRestart),
    tokens: channel.tokens,
    urcs,
    trace: channel.trace,
    restarts,
    note: channel.note,
    shown: channel.redact,
    closed,
    stop: () => {
      channel.subscription.unsubscribe();
      close();
    },
  };
};
