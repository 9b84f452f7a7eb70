import type { Firmware } from '../../dialects/firmware';

/** Firmware of A76XX modems that does otherwise than the manual. */
export const a7600Firmwares: readonly Firmware[] = [
  {
    match: /A7608/i,
    does: 'it keeps about 57 KB of a response, gives it in blocks of about 4,096 bytes, and refuses AT+HTTPREADFILE',
    source: 'observed: code of lewisxhe/TinyGSM-fork; reports on A7608',
    maxWindowBytes: 4_096,
    maxResponseBytes: 49_152,
    lacksStore: true,
  },
  {
    match: /A7672S/i,
    does: 'responses pile up over several requests of a session: each request has a session of its own here',
    source: 'observed: logs of A7672S',
  },
  {
    match: /A7670G/i,
    does: 'it refuses AT+HTTPPARA="CID",1, which an A7672S takes',
    source: 'observed on A7670G',
  },
];
