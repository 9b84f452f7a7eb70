import type { Deliver } from '../../pdu/pdu';

/**
 * Tells parts apart by sender, time and content: a part that comes twice has the same print, since a service centre that delivers
 * again keeps its time. Flags and the service centre, which may change, are left out.
 */
export const partPrint = ({ from, sentAt, protocol, coding, concat, units }: Deliver): string =>
  hashOf(
    [
      from.type,
      from.number,
      sentAt?.epochMs ?? '',
      protocol,
      coding.octet,
      concat ? [concat.bits, concat.reference, concat.total, concat.part].join('.') : '',
      contentOf(units),
    ].join('|'),
  );

/** Tells contents apart. */
export const contentOf = (units: Uint8Array): string => hashOf(String.fromCharCode(...units));

/** FNV-1a with two offsets, 64 bits together: nobody gains by a collision. */
export const hashOf = (text: string): string => fnv(text, 0x811c9dc5) + fnv(text, 0x01000193);

const PRIME = 0x01000193;

const fnv = (text: string, offset: number): string => {
  let hash = offset;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return (hash >>> 0).toString(16).padStart(8, '0');
};
