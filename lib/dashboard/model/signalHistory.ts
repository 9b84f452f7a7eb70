import type { ModemFace, SignalPoint, SignalSpan } from './board';

/** What is remembered in full. */
const FULL_MS = 15 * 60_000;
/** From this many points on, those that follow each other within `CLOSE_MS` become one. */
const MANY_POINTS = 300;
const CLOSE_MS = 3_000;
/** What is remembered in spans, and how long a span is. */
const DAY_MS = 24 * 3_600_000;
const SPAN_MS = 5 * 60_000;

/**
 * Adds a point to what is remembered of the signal, within bounds: at most some 600 points of the last quarter of an hour, and 289
 * spans of the last day.
 *
 *     signal      -90 at 0, -80 at 1 s …            each change of 15 min, and one older point for the left edge
 *     signalDay   [0, -90, -80] [300 s, …]          the weakest and the strongest of each five minutes
 */
export const withSignal = (
  { signal, signalDay }: Pick<ModemFace, 'signal' | 'signalDay'>,
  at: number,
  dBm: number | null,
): Pick<ModemFace, 'signal' | 'signalDay'> => ({
  signal: plotted(signal, at, dBm),
  signalDay: spanned(signalDay, at, dBm),
});

/** One point older than the window stays: the left edge of the plot. */
const plotted = (points: readonly SignalPoint[], at: number, dBm: number | null): SignalPoint[] => {
  const begins = points.findIndex(([when]) => when >= at - FULL_MS);
  const kept = points.slice(begins === -1 ? -1 : Math.max(0, begins - 1));
  const [beforeLast = 0] = kept.at(-2) ?? [];
  if (kept.length >= MANY_POINTS && at - beforeLast < CLOSE_MS) kept.pop();
  return [...kept, [at, dBm]];
};

const spanned = (spans: readonly SignalSpan[], at: number, dBm: number | null): readonly SignalSpan[] => {
  const begins = Math.floor(at / SPAN_MS) * SPAN_MS;
  const last = spans.at(-1);
  if (last?.[0] === begins) {
    const wider = widened(last, dBm);
    return wider === last ? spans : [...spans.slice(0, -1), wider];
  }
  return [...spans.filter(([when]) => when >= begins - DAY_MS), [begins, dBm, dBm]];
};

const widened = (span: SignalSpan, dBm: number | null): SignalSpan => {
  const [at, weakest, strongest] = span;
  if (dBm === null) return span;
  if (weakest === null || strongest === null) return [at, dBm, dBm];
  return dBm < weakest || dBm > strongest ? [at, Math.min(weakest, dBm), Math.max(strongest, dBm)] : span;
};
