import { simulatedWeb } from 'rxmodem/emulator';

const line = (n: number): string =>
  `2026-11-22T10:${String(n % 60).padStart(2, '0')}:00Z,${21 + (n % 7) / 10},${50 + (n % 11)}\n`;

/** A number of bytes that look random. */
const bytes = (count: number): Uint8Array =>
  Uint8Array.from({ length: count }, (_, n) => (n * 31 + (n >> 8)) & 255);

const SITES = {
  'http://example.com/firmware.bin': bytes(196_608),
  'http://example.com/readings.csv': `time,celsius,humidity\n${Array.from({ length: 800 }, (_, n) => line(n)).join('')}`,
  'http://example.com/': '<!doctype html><title>Example</title><p>Hello from behind the virtual modem.\n',
  'http://example.com/slow': { body: 'This took its time.\n', delayMs: 6_000 },
  'http://example.com/broken': { status: 503, body: 'Come back later.\n' },
};

/** The network behind the virtual modems: a few pages, and nothing beyond them. */
export const simulatedPages = Object.freeze({
  urls: Object.keys(SITES),
  /** Makes the network itself. */
  origin: () => simulatedWeb(SITES),
});
