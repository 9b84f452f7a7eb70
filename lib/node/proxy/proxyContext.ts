import type { ApnSettings } from '../../dialects/bearerDialect';
import type { Modem } from '../../modem/modem';
import type { ProxyRules } from './proxyRules';

/** What serves the clients of a proxy. */
export interface ProxyContext {
  readonly modem: Modem;
  readonly allows: ProxyRules;
  readonly access: ApnSettings;
}
