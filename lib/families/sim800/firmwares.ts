import type { Firmware } from '../../dialects/firmware';

/** Firmware of the SIM800 and its relatives that does otherwise than the manual. */
export const sim800Firmwares: readonly Firmware[] = [
  {
    match: /1418B0\dSIM800L/i,
    does: 'it may refuse AT+HTTPSSL while TLS of its sockets works, and it has no AT+SSLSETROOT',
    source: 'observed: LilyGo-T-Call-SIM800 issues 55 and 205, 1418B05SIM800L24',
    lacks: ['certificates'],
  },
  {
    match: /13\d\d[A-Z]?\d*SIM800|R13\.\d\d/i,
    does: 'it is older than R14: it has no TLS, and no AT+HTTPHEAD',
    source: 'SIM800 AT manual V1.09 pages 264 and 379; SSL note V1.00',
  },
  {
    match: /SIM900/i,
    does: 'it prints no space behind the colon of results (+HTTPACTION:0,200,7438)',
    source: 'observed on SIM900, SIM900 AT manual V1.07',
  },
  {
    match: /SIM808/i,
    does: 'it prints “GPS Ready” between other lines, and has no AT+CSCLK=2',
    source: 'SIM800 AT manual V1.09 page 376; observed',
  },
];
