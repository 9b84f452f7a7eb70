import { fromEvent, mergeMap, takeUntil } from 'rxjs';
import { byId } from '../parts/byId';
import { remembered } from '../parts/remembered';

/** Heights in pixels. */
const DEFAULT_PX = 240;
const MIN_PX = 140;
const STEP_PX = 40;
const PERCENT = 100;
/** On a phone the logs stand below the modems. */
const IS_NARROW = '(max-width: 60rem), (max-height: 34rem)';

/** Makes the place of the logs: docked at the lower edge or below the modems, of any height, with one log, both logs or the messages. */
export const dock = (): void => {
  const root = byId('logs');
  tabs(root);
  height(root);
  const docked = byId('docked');
  const isNarrow = matchMedia(IS_NARROW).matches;
  const useDock = (isDocked: boolean): void => {
    root.dataset.docked = String(isDocked);
    docked.setAttribute('aria-pressed', String(isDocked));
  };
  useDock(isNarrow ? false : remembered.read('docked') !== 'false');
  docked.addEventListener('click', () => {
    useDock(root.dataset.docked !== 'true');
    remembered.write('docked', root.dataset.docked ?? '');
  });
  const hide = byId('fold-dock');
  hide.addEventListener('click', () => {
    const isOpen = hide.getAttribute('aria-expanded') !== 'true';
    hide.setAttribute('aria-expanded', String(isOpen));
    hide.textContent = isOpen ? 'Hide' : 'Show';
    root.dataset.open = String(isOpen);
    noteShown(root);
  });
};

/** Notes which logs are on the page: asking the layout would cost one in each frame. A log that was hidden draws what it has missed. */
const noteShown = (root: HTMLElement): void => {
  const { open, logs } = root.dataset;
  for (const id of ['urcs', 'trace', 'inbox']) {
    const log = byId(id);
    const isChosen = logs === 'both' ? id !== 'inbox' : logs === id;
    log.dataset.isShown = String(open !== 'false' && isChosen);
    log.dispatchEvent(new Event('shown'));
  }
};

const tabs = (root: HTMLElement): void => {
  const buttons = [...byId('tabs').querySelectorAll('button')];
  const use = (which: string): void => {
    root.dataset.logs = which;
    for (const one of buttons) one.setAttribute('aria-pressed', String(one.value === which));
    noteShown(root);
  };
  use(buttons.find(({ value }) => value === remembered.read('logs'))?.value ?? 'both');
  for (const button of buttons) {
    button.addEventListener('click', () => {
      use(button.value);
      remembered.write('logs', button.value);
    });
  }
};

/** The upper edge is drawn with the pointer, or moved with the arrow keys. */
const height = (root: HTMLElement): void => {
  const grip = byId('grip');
  const use = (wanted: number): void => {
    const px = Math.round(Math.min(Math.max(wanted, MIN_PX), innerHeight * 0.8));
    document.documentElement.style.setProperty('--dock', `${px}px`);
    grip.setAttribute('aria-valuenow', String(Math.round((px / innerHeight) * PERCENT)));
    remembered.write('height', String(px));
  };
  grip.setAttribute('aria-valuemin', '0');
  grip.setAttribute('aria-valuemax', String(PERCENT));
  use(Number(remembered.read('height') ?? DEFAULT_PX) || DEFAULT_PX);
  const heightNow = (): number => byId('log-panels').getBoundingClientRect().height;
  grip.addEventListener('keydown', ({ key }) => {
    const step = { ArrowUp: STEP_PX, ArrowDown: -STEP_PX }[key];
    if (step !== undefined) use(heightNow() + step);
  });
  fromEvent<PointerEvent>(grip, 'pointerdown')
    .pipe(
      mergeMap((down) => {
        grip.setPointerCapture(down.pointerId);
        return fromEvent<PointerEvent>(grip, 'pointermove').pipe(takeUntil(fromEvent(grip, 'pointerup')));
      }),
    )
    .subscribe(({ clientY }) => use(root.getBoundingClientRect().bottom - clientY - grip.offsetHeight));
};
