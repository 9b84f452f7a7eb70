import type { MessagePlace } from '../../dialects/messagesDialect';
import { invalidArgument } from '../../grammar/errors/modemError';

const PLACE = /^([A-Z]{2}(?:_P)?):(\d{1,4})$/;
const MAX_INDEX = 9_999;

/** Where a message lies: `{ storage: 'SM', index: 3 }`, `'SM:3'`, or `3` in the storage in which messages are received. */
export type PlaceName = MessagePlace | string | number;

/** A place without a storage lies where messages are received. */
export interface WantedPlace {
  readonly storage: string | undefined;
  readonly index: number;
}

const isIndex = (index: unknown): index is number =>
  Number.isInteger(index) && Number(index) >= 0 && Number(index) <= MAX_INDEX;

/** Reads the name of a place. Fails with `invalid-argument`, named `place`. */
export const wantedPlace = (name: PlaceName): WantedPlace => {
  if (typeof name === 'object') return wantedPlace(`${name.storage}:${name.index}`);
  if (isIndex(name)) return { storage: undefined, index: name };
  const [, storage, index] = PLACE.exec(String(name)) ?? [];
  if (storage !== undefined) return { storage, index: Number(index) };
  return typeof name === 'string' && /^\d{1,4}$/.test(name)
    ? { storage: undefined, index: Number(name) }
    : invalidArgument(
        'place',
        'a place is an index from 0 to 9999, with its storage in front if need be: SM:3',
      );
};
