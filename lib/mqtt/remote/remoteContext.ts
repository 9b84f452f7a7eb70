import type { Settled } from '../../grammar/settled';
import type { Observable, Subject } from 'rxjs';
import type { Link } from '../link/link';
import type { Presence } from '../schema/presence';
import type { Topics } from '../link/topics';
import type { Inbox } from './inbox';
import type { RemoteOptions } from './remoteOptions';

/** What all jobs of one client share. */
export interface RemoteContext {
  readonly link: Link;
  readonly topics: Topics;
  /** The topic that jobs are published to. */
  readonly jobs: string;
  readonly inbox: Inbox;
  /** Gateways that go online and offline. */
  readonly presences: Observable<Presence & { readonly isRetained: boolean }>;
  readonly options: Settled<RemoteOptions>;
  /** Receives the outcome of each flow that was left. */
  readonly left: Subject<LeftJob>;
}

/** The outcome of a flow that was left before its end. */
export interface LeftJob {
  readonly job: string;
  /** The gateway and the modem that had it; `undefined` where no gateway had taken it. */
  readonly gateway: string | undefined;
  readonly modem: string | undefined;
  /**
   * `cancelled`: the gateway has stopped it and wound the modem up. `done`, `failed`: it had ended meanwhile. `unconfirmed`:
   * no gateway answered in time; the cancel request stays at the broker until it expires.
   */
  readonly outcome: 'cancelled' | 'done' | 'failed' | 'unconfirmed';
}
