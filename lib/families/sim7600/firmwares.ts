import type { Firmware } from '../../dialects/firmware';

/** Firmware of SIM7500 and SIM7600 that does otherwise than the manual. */
export const sim7600Firmwares: readonly Firmware[] = [
  {
    match: /SIM7[56]\d\d/i,
    does: 'it gives bodies in blocks of 1,024 bytes, and may announce a chunked body with length 0',
    source: 'SIM7500_SIM7600 AT manual V3.00 page 332; observed',
  },
];
