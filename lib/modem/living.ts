import { filter, merge, type Observable, share, defer, tap, throwError } from 'rxjs';
import type { Profile } from '../dialects/profile';
import type { Token } from '../wire/token';
import type { Port } from '../wire/transport';
import type { Talk } from '../../operators/talk';
import type { Work } from '../../operators/work';
import { breaks } from './line/breaks';
import { commandLine, type CommandLine } from './line/commandLine';
import { conversation } from './line/conversation';
import type { Household } from './household';
import type { Patience } from './line/patience';
import type { TraceEntry } from './trace/traceEntry';
import type { ModemError } from '../grammar/errors/modemError';

/**
 * What one flow speaks through: a restart that fell between two of its words is told at the next one, since what the flow
 * had opened is gone. The words behind that one are said: there may be something to close.
 *
 *     flow    > AT+HTTPINIT  < OK   …        < RDY       …    AT+HTTPREAD=0,4096
 *     talk                                                    # reset
 */
const attentive = (talk: Talk, lastRestart: () => ModemError | undefined): Talk => {
  let told = lastRestart();
  const error = (): void => {
    told = lastRestart();
  };
  return {
    ...talk,
    send: (command, feed) =>
      defer(() => {
        const last = lastRestart();
        const source = last && last !== told ? throwError(() => last) : talk.send(command, feed);
        return source.pipe(tap({ error }));
      }),
    urcs: talk.urcs.pipe(tap({ error })),
  };
};

/**
 * What in a token says that the modem has restarted, `undefined` where nothing does: a boot URC, or the echo of `AT` where
 * echo was turned off. Late boot news (`SMS DONE`, `PB DONE`) are none.
 */
export const startNews = (token: Token, { boot, attention }: Profile, wasUp: boolean): string | undefined => {
  if (token.kind === 'urc') return boot.includes(token.definition) ? token.text : undefined;
  return token.kind === 'echo' && token.command === attention && wasUp ? 'its echo is on again' : undefined;
};

/** A modem's life on one open port: brought up, spoken with, until the port closes. */
export interface Living {
  readonly bringUp: Work<never>;
  readonly send: CommandLine['send'];
  /** What one flow speaks through. */
  readonly talk: () => Talk;
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
  readonly patient: Patience;
  readonly household: Household;
  /** Whether the connection is made again where the port goes away; told by its `closed`. */
  readonly reconnects: boolean;
  /** Called when the port goes away, before anybody else is told. */
  readonly ended: () => void;
}

const isUnsolicited = ({ kind }: Token): boolean => kind === 'urc' || kind === 'unknown';

/** Puts a life together on an open port: conversation, command line, and the watch for restarts. */
export const living = (port: Port, { profile, patient, household, reconnects, ended }: LifeParts): Living => {
  const talk = conversation(port, profile.vocabulary);
  const { closed, broken, restarts, restarted, lastRestart, close } = breaks(talk, port, {
    reconnects,
    ended,
  });
  const line = commandLine(talk, profile, patient, { closed, broken });
  const watch = talk.tokens.subscribe((token) => {
    const wasUp = line.isUp();
    const news = startNews(token, profile, wasUp);
    if (news === undefined) return;
    line.forget();
    if (wasUp) restarted(news);
  });
  talk.subscription.add(watch);
  const urcs = talk.tokens.pipe(filter(isUnsolicited), share());
  // What a flow says while it winds up must still be said: its commands are told nothing, the flow is.
  const inside: Talk = {
    send: (command, feed) => household.run(line.send(command, feed)),
    urcs: merge(broken, urcs),
    note: talk.note,
  };
  return {
    bringUp: line.bringUp,
    send: line.send,
    talk: () => attentive(inside, lastRestart),
    tokens: talk.tokens,
    urcs,
    trace: talk.trace,
    restarts,
    note: talk.note,
    shown: talk.shown,
    closed,
    stop: () => {
      talk.subscription.unsubscribe();
      close();
    },
  };
};
