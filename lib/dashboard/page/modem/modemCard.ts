import { EMPTY, exhaustMap, fromEvent, type Observable, catchError, defer, tap } from 'rxjs';
import type { Connection, ModemFace } from '../../model/board';
import type { Order } from '../../model/order';
import { problemOf } from '../../model/problemOf';
import { copyOf } from '../parts/copyOf';
import { facts } from './facts';
import { messageBox } from './messageBox';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { shown } from '../parts/shown';
import { showProblem } from '../parts/showProblem';
import { type SignalPlot, signalPlot } from './signalPlot';
import { transferList } from './transferList';

/** A modem on the page. */
export interface ModemCard {
  readonly element: HTMLElement;
  readonly show: (face: ModemFace) => void;
  /** The plot goes on with time. */
  readonly tick: () => void;
  readonly recolour: SignalPlot['recolour'];
}

type Tell = (order: Order) => Observable<never>;

const CONNECTIONS: Readonly<Record<Connection, readonly [words: string, tone: string]>> = {
  connecting: ['Connecting', 'wait'],
  connected: ['Connected', 'good'],
  reconnecting: ['Connecting again', 'warn'],
  failed: ['Not connected', 'bad'],
};

const LOST = 'The port went away; it is being connected again. Transfers wait for it.';

/** How good a signal is, in words, with what the modem tells: RSSI 0 to 31, bit error class 1 to 7 where there are any. */
const quality = (rssi: number | undefined, ber: number | undefined): string => {
  if (rssi === undefined) return '';
  const words = rssi >= 20 ? 'excellent' : rssi >= 15 ? 'good' : rssi >= 10 ? 'fair' : 'weak';
  return `${words} · RSSI ${rssi}${ber ? ` · BER ${ber}` : ''}`;
};

/** Orders a GET when the form is sent; what is wrong with it is said below. */
const furnishForm = (element: HTMLElement, { id, pages }: ModemFace, tell: Tell): void => {
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
  const say = (words: string | undefined): void => {
    showProblem(problem, words);
    url.setAttribute('aria-invalid', String(words !== undefined));
  };
  const ordered = defer(() => tell({ kind: 'start', modem: id, url: url.value.trim() })).pipe(
    tap({ complete: () => say(undefined) }),
    catchError((error: unknown) => {
      say(problemOf(error));
      return EMPTY;
    }),
  );
  fromEvent(part(element, 'form'), 'submit')
    .pipe(
      tap((event) => event.preventDefault()),
      exhaustMap(() => ordered),
    )
    .subscribe();
};

const showSignal = (element: HTMLElement, { states: { signal } }: ModemFace): void => {
  setText(part(element, 'dbm'), signal?.dBm === undefined ? '–' : shown.number(signal.dBm));
  setText(part(element, 'signal-note'), quality(signal?.rssi, signal?.ber));
};

const showConnection = (element: HTMLElement, { connection, problem }: ModemFace): void => {
  const [words, tone] = CONNECTIONS[connection];
  setText(part(element, 'connection-text'), words);
  part(element, 'connection').dataset.tone = tone;
  showProblem(part(element, 'problem'), problem ?? (connection === 'reconnecting' ? LOST : undefined));
};

/** Makes the card of a modem: connection, signal, what is known of it, its transfers. */
export const modemCard = (face: ModemFace, tell: Tell): ModemCard => {
  const element = copyOf('modem');
  const title = part(element, 'title');
  title.id = `title-${face.id}`;
  element.id = `modem-${face.id}`;
  element.setAttribute('aria-labelledby', title.id);
  furnishForm(element, face, tell);
  const plot = signalPlot(part(element, 'plot'));
  let signal: ModemFace['signal'] = [];
  const showMessages = messageBox(element, face.id, tell);
  const showFacts = facts(part(element, 'facts'));
  const showTransfers = transferList(
    part(element, 'transfers'),
    part(element, 'no-transfers'),
    (transfer) => {
      tell({ kind: 'cancel', transfer }).subscribe({
        error: (error: unknown) => showProblem(part(element, 'form-problem'), problemOf(error)),
      });
    },
  );
  return {
    element,
    recolour: plot.recolour,
    tick: () => plot.draw(signal, Date.now()),
    show: (now) => {
      setText(title, now.title);
      setText(part(element, 'where'), now.where);
      showConnection(element, now);
      showSignal(element, now);
      showFacts(now);
      showTransfers(now.transfers);
      showMessages(now.messages);
      if (signal === now.signal) return;
      signal = now.signal;
      plot.draw(signal, Date.now());
    },
  };
};
