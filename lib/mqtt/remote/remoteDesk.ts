import type { Observable, Subject } from 'rxjs';
import type { Link } from '../link';
import type { Presence } from '../schema/presence';
import type { Topics } from '../topics';
import type { Inbox } from './inbox';
import type { LeftJob } from './leftJob';
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
