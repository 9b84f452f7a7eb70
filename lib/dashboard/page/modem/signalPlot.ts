import uPlot from 'uplot';
import type { ModemFace } from '../../model/board';
import { part } from '../parts/part';
import { shown } from '../parts/shown';

/** What a plot is drawn of. */
type Signals = Pick<ModemFace, 'signal' | 'signalDay'>;

/** The signal over time. */
export interface SignalPlot {
  /** Draws the signals if they are others than before. */
  readonly show: (signals: Signals) => void;
  /** Draws them anew: time has passed. */
  readonly tick: () => void;
  /** Takes the colours of the page, which may be others now. */
  readonly recolour: () => void;
}

const QUARTER_S = 15 * 60;
const DAY_S = 24 * 3_600;
/** The window of a plot that has just begun. */
const MIN_S = 60;
/** How long a span of the day is. */
const SPAN_S = 5 * 60;
const HEIGHT_PX = 150;
/** What a modem reports: RSSI 0 to 31. */
const RANGE_DBM: readonly [min: number, max: number] = [-113, -51];
/** Below weak, fair, good: the style sheet colours the bands between them. */
const THRESHOLDS_DBM = [-93, -83, -73];
/** Room for the numbers at the left, and for the times below. */
const LEFT_PX = 38;
const BELOW_PX = 22;
/** A time nearer to the left edge would be cut off. */
const CUT_PX = 24;

/**
 * Plots the signal: a step for each change of the last quarter of an hour, or the weakest and the strongest of each five minutes
 * of the last day. It takes the width of its place.
 */
export const signalPlot = (element: HTMLElement): SignalPlot => {
  const place = part(element, 'plot');
  let look: Look | undefined;
  let plot: uPlot | undefined;
  let isDay = false;
  let signals: Signals = { signal: [], signalDay: [] };
  let isSeen = false;
  const manner: Manner = { look: () => (look ??= lookOf(place)), isDay: () => isDay };
  const columns = (): uPlot.AlignedData => (isDay ? dayOf : quarterOf)(signals, Date.now());
  // A canvas costs as much where nobody sees it: it is drawn when it comes into view.
  const draw = (): void => {
    if (isSeen) plot?.setData(columns());
  };
  watchSight(place, (seen) => {
    isSeen = seen;
    draw();
  });
  watchWidth(place, (width) => {
    if (plot) plot.setSize({ width, height: HEIGHT_PX });
    else plot = new uPlot(optionsOf(manner, width), columns(), place);
  });
  ranges(part(element, 'ranges'), (range) => {
    isDay = range === 'day';
    draw();
  });
  return {
    show: (now) => {
      if (now.signal === signals.signal && now.signalDay === signals.signalDay) return;
      signals = now;
      draw();
    },
    tick: draw,
    recolour: () => {
      look = undefined;
      plot?.redraw(false);
    },
  };
};

/** Tells whether a place is in view, at each change. */
const watchSight = (place: HTMLElement, tell: (isSeen: boolean) => void): void =>
  new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting ?? false)).observe(place);

/** Tells the width of a place, at each change to another one than 0. */
const watchWidth = (place: HTMLElement, tell: (width: number) => void): void =>
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width > 0) tell(width);
  }).observe(place);

/** Buttons of which one is pressed. */
const ranges = (group: HTMLElement, choose: (range: string) => void): void => {
  const buttons = [...group.querySelectorAll('button')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      for (const one of buttons) one.setAttribute('aria-pressed', String(one === button));
      choose(button.value);
    });
  }
};

/** Times, the lower edge and the upper one: the same where there is one value. */
const quarterOf = ({ signal }: Signals, nowMs: number): uPlot.AlignedData => {
  const [at, dBm] = signal.at(-1) ?? [nowMs - 1, null];
  const all = [...signal, [Math.max(nowMs, at), dBm] as const];
  const values = all.map(([, value]) => value);
  return [all.map(([when]) => when / 1_000), values, values];
};

const dayOf = ({ signalDay }: Signals, nowMs: number): uPlot.AlignedData => {
  const now = nowMs / 1_000;
  const edges = signalDay.flatMap(([at, weakest, strongest]) => {
    const from = at / 1_000;
    return [
      [from, weakest, strongest] as const,
      [Math.min(from + SPAN_S - 1, now), weakest, strongest] as const,
    ];
  });
  return [edges.map(([at]) => at), edges.map(([, low]) => low), edges.map(([, , high]) => high)];
};

type Look = ReturnType<typeof lookOf>;

/** Colours stand in the style sheet: the line has the colour of the plot, the rest that of its figures. */
const lookOf = (place: HTMLElement) => {
  const { color, borderTopColor, outlineColor } = getComputedStyle(place);
  return { line: color, grid: borderTopColor, figures: outlineColor };
};

interface Manner {
  readonly look: () => Look;
  readonly isDay: () => boolean;
}

const optionsOf = ({ look, isDay }: Manner, width: number): uPlot.Options => ({
  width,
  height: HEIGHT_PX,
  cursor: { show: false },
  legend: { show: false },
  padding: [8, 4, 0, 0],
  scales: {
    x: { range: (_, from, upTo) => windowOf(isDay() ? DAY_S : QUARTER_S, from, upTo) },
    y: { range: [...RANGE_DBM] },
  },
  axes: axesOf(look, isDay),
  series: [{}, lineOf(look), lineOf(look)],
  bands: [{ series: [2, 1], fill: () => look().line.replace(/^rgb\((.*)\)$/, 'rgba($1, 0.35)') }],
});

const windowOf = (maxS: number, from: number, upTo: number): [number, number] => [
  Math.min(Math.max(from, upTo - maxS), upTo - MIN_S),
  upTo,
];

const lineOf = (look: () => Look): uPlot.Series => ({
  stroke: () => look().line,
  width: 1.5,
  points: { show: false },
  ...(uPlot.paths.stepped ? { paths: uPlot.paths.stepped({ align: 1 }) } : {}),
});

const axesOf = (look: () => Look, isDay: () => boolean): uPlot.Axis[] => [
  {
    stroke: () => look().figures,
    grid: { show: false },
    ticks: { show: false },
    size: BELOW_PX,
    space: 80,
    // Right-aligned, so that the newest is not cut off.
    align: 2,
    values: (plot, seconds) =>
      seconds.map((at) =>
        plot.valToPos(at, 'x') < CUT_PX ? '' : (isDay() ? shown.minutes : shown.time)(at * 1_000),
      ),
  },
  {
    stroke: () => look().figures,
    grid: { stroke: () => look().grid, width: 1 },
    ticks: { show: false },
    size: LEFT_PX,
    splits: () => THRESHOLDS_DBM,
    values: (_, splits) => splits.map((value) => shown.number(value)),
  },
];
