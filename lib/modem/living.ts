import { filter, merge, type Observable, share } from 'rxjs';
import type { Profile } from '../profiles/profile';
import type { Token } from '../wire/token';
import type { Port } from '../wire/transport';
import type { Talk } from '../../operators/talk';
import type { Work } from '../../operators/work';
import { attentive } from './attentive';
import { breaks } from './breaks';
import { commandLine, type CommandLine } from './commandLine';
import { conversation } from './conversation';
import type { Household } from './household';
import type { Patience } from './patience';
import { startNews } from './startNews';
import type { TraceEntry } from './traceEntry';

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
