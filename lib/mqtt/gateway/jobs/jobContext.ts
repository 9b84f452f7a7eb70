import type { Settled } from '../../../grammar/settled';
import type { ApnSettings } from '../../../dialects/bearerDialect';
import type { Pool } from '../../../pool/pool';
import type { Link } from '../../link/link';
import type { Topics } from '../../link/topics';
import type { AllowList, GatewayLimits } from './gatewayLimits';

/** What all jobs of a gateway share. */
export interface JobContext {
  readonly link: Link;
  readonly topics: Topics;
  /** The gateway's name. */
  readonly gateway: string;
  readonly pool: Pool;
  readonly allow: AllowList;
  readonly limits: Settled<GatewayLimits>;
  readonly access: ApnSettings;
}
