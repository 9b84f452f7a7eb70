import uPlot from 'uplot';
import type { SignalPoint } from '../../model/board';
import { shown } from '../parts/shown';

/** The window, at most and at least. */
const MAX_S = 300;
const MIN_S = 30;
const HEIGHT_PX = 112;
/** What a modem tells at all: RSSI 0 to 31. */
const RANGE_DBM: readonly [least: number, most: number] = [-113, -51];
const LINES_DBM = [-110, -90, -70];
/** Room for the numbers at the left, and for the times below. */
const LEFT_PX = 38;
const BELOW_PX = 22;

/** The signal over time. */
export interface SignalPlot {
  readonly draw: (points: readonly SignalPoint[], nowMs: number) => void;
  /** Takes the colours of the page, which may be others now. */
  readonly recolour: () => void;
}

const column = (points: readonly SignalPoint[], nowMs: number): uPlot.AlignedData => {
  const [at, dBm] = points.at(-1) ?? [nowMs - 1, null];
  const all: readonly SignalPoint[] = [...points, [Math.max(nowMs, at), dBm]];
  return [all.map(([at]) => at / 1_000), all.map(([, dBm]) => dBm)];
};

/** Colours stand in the style sheet: the line has the plot's own, the rest that of its figures. */
const colours = (place: HTMLElement) => {
  const { color, borderTopColor, outlineColor } = getComputedStyle(place);
  return { line: color, grid: borderTopColor, figures: outlineColor };
};

const optionsOf = (look: () => ReturnType<typeof colours>, width: number): uPlot.Options => ({
  width,
  height: HEIGHT_PX,
  cursor: { show: false },
  legend: { show: false },
  padding: [8, 4, 0, 0],
  scales: {
    x: { range: (_, from, upTo) => [Math.min(Math.max(from, upTo - MAX_S), upTo - MIN_S), upTo] },
    y: { range: [...RANGE_DBM] },
  },
  axes: [
    {
      stroke: () => look().figures,
      grid: { show: false },
      ticks: { show: false },
      size: BELOW_PX,
      space: 80,
      // Right-aligned, so that the newest is not cut off.
      align: 2,
      values: (_, seconds) => seconds.map((at) => shown.time(at * 1_000)),
    },
    {
      stroke: () => look().figures,
      grid: { stroke: () => look().grid, width: 1 },
      ticks: { show: false },
      size: LEFT_PX,
      splits: () => LINES_DBM,
      values: (_, splits) => splits.map((value) => String(value).replace('-', '\u2212')),
    },
  ],
  series: [
    {},
    {
      stroke: () => look().line,
      fill: () => look().line.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.12)'),
      fillTo: () => RANGE_DBM[0],
      width: 1.5,
      points: { show: false },
      ...(uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
    },
  ],
});

/** Plots the signal of the last minutes: a step for each change, up to now. It takes the width that its place has. */
export const signalPlot = (place: HTMLElement): SignalPlot => {
  let look: ReturnType<typeof colours> | undefined;
  let plot: uPlot | undefined;
  let data = column([], Date.now());
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width === 0) return;
    if (plot) plot.setSize({ width, height: HEIGHT_PX });
    else
      plot = new uPlot(
        optionsOf(() => (look ??= colours(place)), width),
        data,
        place,
      );
  });
  observer.observe(place);
  return {
    draw: (points, nowMs) => {
      data = column(points, nowMs);
      plot?.setData(data);
    },
    recolour: () => {
      look = undefined;
      plot?.redraw(false);
    },
  };
};
