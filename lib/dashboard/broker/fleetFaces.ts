import type { ModemStates } from 'rxmodem';
import type { ModemState, Presence } from 'rxmodem/mqtt';
import type { ModemFace } from '../model/board';
import type { Fleet, FleetModem } from './fleet';

/** How a modem behind a broker is shown; its signal over time and its transfers are the board's. */
export type FleetFace = Omit<
  ModemFace,
  'signal' | 'signalDay' | 'transfers' | 'messages' | 'ussd' | 'acts' | 'received' | 'network'
>;

type Link = Pick<ModemFace, 'connection' | 'problem' | 'isFit'>;

const linkOf = ({ broker }: Fleet, presence: Presence | undefined, modem: FleetModem | undefined): Link => {
  if (broker.connection !== 'connected')
    return { connection: 'reconnecting', problem: 'The broker is away.' };
  if (presence?.state === 'offline') {
    return { connection: 'failed', problem: `The gateway ${presence.gateway} is offline.` };
  }
  if (!modem) return { connection: 'connecting' };
  const { isUp, isFit, starts, problem } = modem.state;
  if (isUp) {
    return {
      connection: 'connected',
      isFit,
      ...(problem !== undefined && { problem: `No jobs for it: ${problem}.` }),
    };
  }
  const connection = starts > 0 || modem.wasUpAs !== undefined ? 'reconnecting' : 'failed';
  return { connection, ...(problem !== undefined && { problem: `Its gateway says: ${problem}.` }) };
};

/** How much of a number is shown. */
const END_DIGITS = 5;

const aboutOf = (modem: FleetModem | undefined): Pick<FleetFace, 'identity' | 'lastSeenAt' | 'queue'> => {
  if (!modem) return { identity: {} };
  const { identity, at, job, isUp } = modem.state;
  const known = {
    model: identity?.model,
    revision: identity?.revision,
    imeiEnd: identity?.imei?.slice(-END_DIGITS),
  };
  const seen = Date.parse(at);
  return {
    identity: Object.fromEntries(Object.entries(known).filter(([, value]) => typeof value === 'string')),
    ...(isUp && Number.isFinite(seen) && { lastSeenAt: seen }),
    ...(isUp && { queue: job === undefined ? 0 : 1 }),
  };
};

const statesOf = ({ registration, signal, sim, bearer, power, clock }: ModemState): Partial<ModemStates> => {
  const known = Object.entries({ registration, signal, sim, bearer, power, clock });
  return Object.fromEntries(known.filter(([, value]) => value !== undefined));
};

const faceOf = (fleet: Fleet, gateway: string, name: string): FleetFace => {
  const id = `${gateway}/${name}`;
  const modem = fleet.modems.get(id);
  const presence = fleet.gateways.get(gateway);
  const { title: reported = 'Modem', where = name, isUp } = modem?.state ?? {};
  const title = isUp ? reported : (modem?.wasUpAs ?? reported);
  const isAway = presence?.state === 'offline';
  return {
    id,
    name: id,
    title,
    where: `${gateway} · ${where}`,
    pages: [],
    ...linkOf(fleet, presence, modem),
    states: modem && !isAway ? statesOf(modem.state) : {},
    ...aboutOf(modem),
  };
};

/**
 * How the modems behind a broker are shown, by `gateway/modem`: all modems that a gateway lists, with or without a state. Of a
 * gateway that has not listed its modems, those with a state.
 */
export const fleetFaces = (fleet: Fleet): ReadonlyMap<string, FleetFace> => {
  const { gateways, modems } = fleet;
  const listed = [...gateways.values()].flatMap((presence) =>
    presence.modems.map((name) => faceOf(fleet, presence.gateway, name)),
  );
  const others = [...modems.values()]
    .filter(({ state }) => !gateways.has(state.gateway))
    .map(({ state }) => faceOf(fleet, state.gateway, state.modem));
  return new Map([...listed, ...others].map((face) => [face.id, face]));
};
