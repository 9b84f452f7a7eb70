import type { Codec } from './codec';

/**
 * On or off.
 *
 *     true  ⇄  1       false  ⇄  0
 */
export const flag: Codec<boolean> = {
  shows: '0|1',
  read: (field) => (field === '1' ? true : field === '0' ? false : undefined),
  write: (value) => (value ? '1' : '0'),
};
