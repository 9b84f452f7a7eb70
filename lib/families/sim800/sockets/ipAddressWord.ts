import type { Codec } from '../../../grammar/codecs/codec';
import { word } from '../../../grammar/codecs/text';

const ADDRESS = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[\da-f]{0,4}(?::[\da-f.]{0,15}){2,8})$/i;

/** Whether a text is an address of IPv4 or IPv6. */
export const isIpAddress = (field: string): boolean => ADDRESS.test(field);

/** An address of IPv4 or IPv6 without quotes; what has another shape is somebody else's. `10.89.193.1` */
export const ipAddressWord: Codec<string> = {
  ...word,
  shows: 'IP address',
  read: (field) => (isIpAddress(field) ? field : undefined),
};
