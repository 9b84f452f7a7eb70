import type { ModemStates } from 'rxmodem';
import type { FleetFace } from './fleetFaces';
import type { News } from '../model/news';

type Faces = ReadonlyMap<string, FleetFace>;

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const names = (states: FleetFace['states']): readonly (keyof ModemStates)[] =>
  Object.keys(states) as (keyof ModemStates)[];

const stateNews = (before: FleetFace, after: FleetFace, at: number): readonly News[] => {
  const gone = names(before.states).filter((name) => !(name in after.states));
  const changed = Object.entries(after.states).filter(
    ([name, value]) => !isSame(value, before.states[name as keyof ModemStates]),
  );
  if (gone.length + changed.length === 0) return [];
  return [{ kind: 'state', modem: after.id, at, states: Object.fromEntries(changed), gone }];
};

const ABOUT = ['identity', 'lastSeenAt', 'queue'] as const;

const aboutNews = (before: FleetFace, after: FleetFace): readonly News[] => {
  const changed = ABOUT.filter((name) => after[name] !== undefined && !isSame(before[name], after[name]));
  if (changed.length === 0) return [];
  const about = Object.fromEntries(changed.map((name) => [name, after[name]]));
  return [{ kind: 'about', modem: after.id, about }];
};

const changes = (before: FleetFace | undefined, after: FleetFace, at: number): readonly News[] => {
  const { id, name, title, where, pages, connection, problem, isFit } = after;
  const known: FleetFace = before ?? {
    id,
    name,
    title: '',
    where: '',
    pages,
    connection: 'connecting',
    states: {},
    identity: {},
  };
  const isCalledSo = known.title === title && known.where === where;
  const isLinkedSo = known.connection === connection && known.problem === problem && known.isFit === isFit;
  const link = {
    connection,
    ...(problem !== undefined && { problem }),
    ...(isFit !== undefined && { isFit }),
  };
  return [
    ...(isCalledSo ? [] : [{ kind: 'came', modem: { id, name, title, where, pages } } as const]),
    ...(isLinkedSo ? [] : [{ kind: 'connection', modem: id, at, ...link } as const]),
    ...stateNews(known, after, at),
    ...aboutNews(known, after),
  ];
};

/** What is new where modems that looked one way look another way: the news for a board. */
export const faceNews = (before: Faces, after: Faces, at: number): readonly News[] => [
  ...[...before.keys()].filter((id) => !after.has(id)).map((modem): News => ({ kind: 'went', modem })),
  ...[...after].flatMap(([id, face]) => changes(before.get(id), face, at)),
];
