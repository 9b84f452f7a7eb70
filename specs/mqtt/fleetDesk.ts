import { mergeMap, share, Subject, Subscription } from 'rxjs';
import { pool } from '../../lib';
import type { Origin } from '../../lib/emulator';
import { type AllowList, gatewayLimits } from '../../lib/mqtt/gateway/jobs/gatewayLimits';
import type { GatewayNews } from '../../lib/mqtt/gateway/jobs/gatewayNews';
import { jobIntake } from '../../lib/mqtt/gateway/jobs/jobIntake';
import { validMessages } from '../../lib/mqtt/link/message';
import type { RemoteRequest } from '../../lib/mqtt/remote/remoteRequest';
import { inbox } from '../../lib/mqtt/remote/inbox';
import type { LeftJob } from '../../lib/mqtt/remote/remoteContext';
import { RemoteJob } from '../../lib/mqtt/remote/remoteJob';
import { remoteOptions, type RemoteOptions } from '../../lib/mqtt/remote/remoteOptions';
import { presence } from '../../lib/mqtt/schema/presence';
import { topics } from '../../lib/mqtt/link/topics';
import { fellow, type Fellow, type FellowParts } from '../pool/fleet';
import type { FakeBroker } from './fakeBroker';

export const TREE = topics();

/** A gateway's jobs, done by virtual modems in virtual time. */
export interface JobBench {
  readonly fellows: readonly Fellow[];
  readonly news: GatewayNews[];
  /** How many messages were acknowledged. */
  readonly acknowledged: () => number;
  /** Subscribes once more, as a gateway does that was reconnected. */
  readonly again: () => void;
  readonly stop: () => void;
}

/** Lets a gateway take jobs that are allowed. */
export const allowingBench = (
  allow: AllowList,
  broker: FakeBroker,
  gateway: string,
  origin: Origin,
  ...modems: readonly Partial<FellowParts>[]
): JobBench => {
  const fellows = modems.map((parts, at) => fellow({ name: `m${at}`, origin, ...parts }));
  const link = broker.link();
  const news: GatewayNews[] = [];
  let acknowledged = 0;
  const context = {
    ...{ link, topics: TREE, gateway, allow, limits: gatewayLimits(), access: {} },
    pool: pool(
      fellows.map(({ entry }) => entry),
      { waitMs: 20_000 },
    ),
  };
  const take = jobIntake(context);
  const members = context.pool.members.subscribe();
  const jobs = new Subscription();
  const again = (): void => {
    const messages = link.listen(`$share/g/${TREE.jobs}`);
    jobs.add(take(messages, () => () => (acknowledged += 1)).subscribe((one) => news.push(one)));
  };
  again();
  const stop = (): void => {
    jobs.unsubscribe();
    members.unsubscribe();
  };
  return { fellows, news, acknowledged: () => acknowledged, again, stop };
};

/** Lets a gateway take jobs. */
export const jobBench = (
  broker: FakeBroker,
  ...bench: Parameters<typeof allowingBench> extends [unknown, unknown, ...infer R] ? R : never
): JobBench => allowingBench({}, broker, ...bench);

/** One who asks. */
export const asker = (broker: FakeBroker, given: RemoteOptions = {}) => {
  const options = remoteOptions({ client: 'me', ...given });
  const link = broker.link();
  const left = new Subject<LeftJob>();
  const context = {
    ...{ link, topics: TREE, jobs: TREE.jobs, options, left },
    inbox: inbox(link, TREE.client(options.client)),
    presences: link.listen(TREE.gateway('+')).pipe(
      mergeMap((message) =>
        validMessages(presence, message).map((told) => ({ ...told, isRetained: message.isRetained })),
      ),
      share(),
    ),
  };
  return { left, ask: (request: RemoteRequest) => new RemoteJob(context, request).run() };
};
