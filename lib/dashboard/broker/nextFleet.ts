import type { FleetNews } from 'rxmodem/mqtt';
import type { BrokerFace } from '../model/board';
import type { Fleet } from './fleet';

/** Something new of a broker, its gateways and their modems; what modems say on their own changes nothing. */
export type FleetChange =
  | { readonly kind: 'broker'; readonly broker: BrokerFace }
  | Exclude<FleetNews, { readonly kind: 'urc' | 'message' }>;

/** What is known of a fleet after some news: one pure step. */
export const nextFleet = (fleet: Fleet, change: FleetChange): Fleet => {
  if (change.kind === 'broker') return { ...fleet, broker: change.broker };
  if (change.kind === 'gateway') {
    const { presence } = change;
    return { ...fleet, gateways: new Map(fleet.gateways).set(presence.gateway, presence) };
  }
  const { state } = change;
  const id = `${state.gateway}/${state.modem}`;
  const before = fleet.modems.get(id);
  const wasUpAs = before?.state.isUp ? before.state.title : before?.wasUpAs;
  return { ...fleet, modems: new Map(fleet.modems).set(id, { state, wasUpAs }) };
};
