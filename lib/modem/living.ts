import { defer, filter, merge, share, type Observable } from 'rxjs';
import { raw } from '../grammar/raw';
import type { Profile } from '../profiles/profile';
import type { Token } from '../wire/token';
import type { Port } from '../wire/transport';
import { queue, type Turn } from '../../operators/queue';
import type { Talk } from '../../operators/talk';
import type { Work } from '../../operators/work';
import { attentive } from './attentive';
import { breaks } from './breaks';
import { commandLine } from './commandLine';
import { conversation } from './conversation';
import { household, type Household } from './household';
import type { Modem } from './modem';
import type { Patience } from './patience';
import { startNews } from './startNews';

/** A modem on an open port, and what its owner needs to bring it up and to let it go. */
export interface Living {
  readonly modem: Modem;
  readonly bringUp: Work<never>;
  readonly household: Household;
  /** Fails when the port is gone. */
  readonly closed: Observable<never>;
  /** Stops listening. */
  readonly stop: () => void;
}

const isUnsolicited = ({ kind }: Token): boolean => kind === 'urc' || kind === 'unknown';

/** Gives each service a queue of its own. */
const turns = (): ((service: string) => Turn) => {
  const known = new Map<string, Turn>();
  return (service) => {
    const turn = known.get(service) ?? queue();
    known.set(service, turn);
    return turn;
  };
};

/** Puts a modem together on an open port: conversation, command line, services, and the watch for restarts. */
export const living = (port: Port, profile: Profile, patient: Patience): Living => {
  const talk = conversation(port, profile.vocabulary);
  const { closed, broken, restarted, lastRestart, close } = breaks(talk, port);
  const line = commandLine(talk, profile, patient, { closed, broken });
  const house = household();
  const turnOf = turns();
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
    send: (command, feed) => house.run(line.send(command, feed)),
    urcs: merge(broken, urcs),
    note: talk.note,
  };
  const send: Modem['send'] = (command, feed) => house.open(line.send(command, feed));
  const modem: Modem = Object.freeze({
    profile,
    send,
    sendRaw: (text) => defer(() => send(raw(text, profile.vocabulary))),
    urcs,
    trace: talk.trace.pipe(share()),
    inTurn: (service, work) =>
      house.open(turnOf(service)((leaving) => work(attentive(inside, lastRestart))(leaving))),
    hold: house.hold,
    note: talk.note,
  } satisfies Modem);
  const stop = (): void => {
    talk.subscription.unsubscribe();
    close();
  };
  return { modem, bringUp: line.bringUp, household: house, closed, stop };
};
