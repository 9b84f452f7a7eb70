import type { Observable, Subject } from 'rxjs';
import type { Link } from '../link/link';
import type { Presence } from '../schema/presence';
import type { Topics } from '../link/topics';
import type { Inbox } from './inbox';
import type { RemoteOptions } from './remoteOptions';

/** What all jobs of one client share. */
export interface RemoteDesk {
  readonly link: Link;
  readonly topics: Topics;
  /** Where jobs are asked for. */
  readonly jobs: string;
  readonly inbox: Inbox;
  /** Gateways that come and go. */
  readonly presences: Observable<Presence & { readonly isRetained: boolean }>;
  readonly options: Required<RemoteOptions>;
  /** Is told what became of flows that were left. */
  readonly left: Subject<LeftJob>;
}

/** What became of a flow that was left before its end. */
export interface LeftJob {
  readonly job: string;
  /** The gateway that had it, and the modem; nothing where none had taken it. */
  readonly gateway: string | undefined;
  readonly modem: string | undefined;
  /**
   * `cancelled`: the modem has heard of it, and was taken leave of. `done`, `failed`: it had ended meanwhile. `unconfirmed`:
   * nobody answered in time; it stands at the broker that it is wanted no more.
   */
  readonly outcome: 'cancelled' | 'done' | 'failed' | 'unconfirmed';
}
