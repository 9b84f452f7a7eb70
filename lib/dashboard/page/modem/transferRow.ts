import type { Transfer } from '../../model/board';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { shown } from '../parts/shown';
import { showProblem } from '../parts/showProblem';

/** A transfer on the page. */
export interface TransferRow {
  readonly element: HTMLElement;
  readonly show: (transfer: Transfer) => void;
}

const isOver = ({ phase }: Transfer): boolean => phase !== 'waiting' && phase !== 'receiving';

const amountOf = ({ loaded, total }: Transfer): string => {
  if (total === undefined || loaded === total) return loaded > 0 ? shown.amount(loaded) : '';
  const percent = Math.floor((loaded / total) * 100);
  return `${shown.amount(loaded)} of ${shown.amount(total)} · ${percent} %`;
};

/** How fast it is, or was, and what else there is to tell. */
const restOf = ({ phase, status, resumed, bytesPerSecond, elapsedMs }: Transfer): string =>
  [
    ...(bytesPerSecond > 0 ? [shown.rate(bytesPerSecond)] : []),
    ...(phase === 'done' ? [shown.seconds(elapsedMs)] : []),
    ...(status === undefined ? [] : [`status ${status}`]),
    ...(resumed > 0 ? [`went on ${resumed}×`] : []),
  ].join(' · ');

const showProgress = (bar: HTMLProgressElement, { total, loaded, phase }: Transfer): void => {
  if (total !== undefined && total > 0) {
    bar.max = total;
    bar.value = loaded;
  } else if (phase === 'waiting' || phase === 'receiving') bar.removeAttribute('value');
  else bar.value = phase === 'done' ? 1 : 0;
};

/** Makes the row of a transfer: what it is, how far, how fast, and a button that cancels it. */
export const transferRow = ({ url }: Transfer, cancel: () => void): TransferRow => {
  const element = copyOf('transfer');
  const button = part(element, 'cancel');
  const bar = part<HTMLProgressElement>(element, 'progress');
  part(element, 'url').textContent = url;
  bar.setAttribute('aria-label', `Progress of ${url}`);
  button.setAttribute('aria-label', `Cancel ${url}`);
  button.addEventListener('click', cancel);
  return {
    element,
    show: (transfer) => {
      element.dataset.phase = transfer.phase;
      setText(part(element, 'phase'), transfer.phase);
      setText(part(element, 'amount'), amountOf(transfer));
      setText(part(element, 'rest'), restOf(transfer));
      showProgress(bar, transfer);
      button.hidden = isOver(transfer);
      showProblem(part(element, 'problem'), transfer.problem);
    },
  };
};
