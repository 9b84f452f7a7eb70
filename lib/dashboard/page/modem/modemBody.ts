import type { ModemFace } from '../../model/board';
import type { DashboardModel } from '../../model/dashboardModel';
import { problemOf } from '../../model/problemOf';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { shown } from '../parts/shown';
import { showProblem } from '../parts/showProblem';
import { submits } from '../parts/submits';
import { actBox } from './actBox';
import { facts } from './facts';
import { beginMessage, messageBox } from './messageBox';
import { type SignalPlot, signalPlot } from './signalPlot';
import { transferList } from './transferList';
import { ussdBox } from './ussdBox';

/** The details of a modem. */
export interface ModemBody {
  readonly show: (face: ModemFace, mayAct: boolean) => void;
  /** The plot goes on with time. */
  readonly tick: () => void;
  readonly recolour: SignalPlot['recolour'];
  /** Begins a message to a number. */
  readonly write: (to: string) => void;
}

const LOST = 'The port went away; it is being connected again. Transfers wait for it.';

/** Makes the details of a modem: signal, what is known of it, its transfers, messages and codes, and what may be done to it. */
export const modemBody = (place: HTMLElement, first: ModemFace, tell: DashboardModel['tell']): ModemBody => {
  const element = copyOf('body');
  place.append(element);
  furnishForm(element, first, tell);
  const plot = signalPlot(element);
  const boxes = [
    facts(part(element, 'facts')),
    ussdBox(element, first.id, tell),
    transferBox(element, tell),
    messageBox(element, first.id, tell),
  ];
  const showActs = actBox(element, first.id, tell);
  return {
    recolour: plot.recolour,
    tick: plot.tick,
    write: (to) => beginMessage(element, to),
    show: (now, mayAct) => {
      const { problem, connection } = now;
      showProblem(part(element, 'problem'), problem ?? (connection === 'reconnecting' ? LOST : undefined));
      showSignal(element, now);
      for (const show of boxes) show(now);
      showActs(now, mayAct);
      plot.show(now);
    },
  };
};

const showSignal = (element: HTMLElement, { states: { signal } }: ModemFace): void => {
  setText(part(element, 'dbm'), signal?.dBm === undefined ? '–' : shown.number(signal.dBm));
  setText(part(element, 'signal-note'), quality(signal?.rssi, signal?.ber));
};

/** How good a signal is, in words, with what the modem reports: RSSI 0 to 31, bit error class 1 to 7 where there are errors. */
const quality = (rssi: number | undefined, ber: number | undefined): string =>
  rssi === undefined
    ? ''
    : `${shown.QUALITIES[shown.level(rssi)]} · RSSI ${rssi}${ber ? ` · BER ${ber}` : ''}`;

const transferBox = (element: HTMLElement, tell: DashboardModel['tell']): ((face: ModemFace) => void) => {
  const show = transferList(part(element, 'transfers'), part(element, 'no-transfers'), (transfer) => {
    tell({ kind: 'cancel', transfer }).subscribe({
      error: (error: unknown) => showProblem(part(element, 'form-problem'), problemOf(error)),
    });
  });
  return ({ transfers }) => show(transfers);
};

/** Orders a GET when the form is sent; what is wrong with it is said below. */
const furnishForm = (element: HTMLElement, { id, pages }: ModemFace, tell: DashboardModel['tell']): void => {
  const url = part<HTMLInputElement>(element, 'url');
  const problem = part(element, 'form-problem');
  const choices = part(element, 'pages');
  url.id = `url-${id}`;
  choices.id = `pages-${id}`;
  problem.id = `problem-${id}`;
  url.setAttribute('list', choices.id);
  url.setAttribute('aria-describedby', problem.id);
  url.value = pages[0] ?? '';
  part<HTMLLabelElement>(element, 'url-label').htmlFor = url.id;
  choices.append(...pages.map((page) => new Option(page, page)));
  submits(part(element, 'form'), {
    order: () => tell({ kind: 'start', modem: id, url: url.value.trim() }),
    say: (words) => {
      showProblem(problem, words);
      url.setAttribute('aria-invalid', String(words !== undefined));
    },
  });
};
