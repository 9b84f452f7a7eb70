import type { FamilyFacts } from './core/family';
import type { ModemState } from './core/state';
import { dropSockets } from './sockets/socketState';

/** The modem whose network goes. */
interface Losing {
  readonly state: ModemState;
  readonly family: FamilyFacts;
}

/** Closes the context of the sockets as the network does; gives the lines that report it, if it was up. */
export const closeStack = ({ state, family }: Losing): readonly string[] => {
  const { ip, sockets } = state;
  const isIpUp = !['IP INITIAL', 'IP START'].includes(ip.state);
  const wasUp = sockets.isOpen || sockets.secure.isOpen || isIpUp;
  dropSockets(sockets);
  sockets.isOpen = false;
  sockets.secure.isOpen = false;
  if (isIpUp) ip.state = 'PDP DEACT';
  return wasUp ? family.socketsLost : [];
};

/** Closes the bearers and contexts as the network does, that of the sockets, too; gives the lines that report it. */
export const closeBearers = (modem: Losing): readonly string[] => {
  const { state, family } = modem;
  for (const bearer of state.bearers.values()) bearer.open = false;
  for (const context of state.contexts.values()) context.active = false;
  return [...new Set([...family.bearerLost, ...closeStack(modem)])];
};
