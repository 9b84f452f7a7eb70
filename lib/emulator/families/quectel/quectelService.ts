import type { HandlerContext } from '../../core/handler';
import type { ModemState } from '../../core/state';

/** What a Quectel modem keeps besides the state of all families, until it restarts. */
export interface QuectelService {
  /** What `AT+QIGETERROR` shows. */
  lastError: number;
  /** User and password of each PDP context. */
  readonly access: Map<number, { readonly user: string; readonly password: string; readonly authentication: string }>;
}

const services = new WeakMap<ModemState, QuectelService>();

/** The services of a modem; a restart forgets them with all other state. */
export const quectelService = ({ state }: Pick<HandlerContext, 'state'>): QuectelService => {
  const known = services.get(state);
  if (known) return known;
  const fresh: QuectelService = { lastError: 0, access: new Map() };
  services.set(state, fresh);
  return fresh;
};
