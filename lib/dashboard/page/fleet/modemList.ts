import type { Board, ModemFace } from '../../model/board';
import type { DashboardModel } from '../../model/dashboardModel';
import { byId } from '../parts/byId';
import { type ModemRow, modemRow } from '../modem/modemRow';
import { fleetFilter } from './fleetFilter';
import { placeInOrder } from './placeInOrder';

/** The modems on the page. */
export interface ModemList {
  readonly show: (board: Board) => void;
  readonly tick: () => void;
  readonly recolour: () => void;
  /** Opens a modem, and begins a message to a number there. A filter that hides the modem is taken away. */
  readonly write: (modem: string, to: string) => void;
}

/** Up to this many modems are open from the start. */
const FEW = 4;

/** Makes the list: rows that open, trouble first, filtered by health and text. */
export const modemList = (tell: DashboardModel['tell']): ModemList => {
  const rows = new Map<string, ModemRow>();
  const filter = fleetFilter();
  let board: Board | undefined;
  const arrange = (): void => {
    if (!board) return;
    const wanted = filter.arranged(board.modems);
    const shown = new Set(wanted.map(({ id }) => id));
    for (const [id, { element }] of rows) element.hidden = !shown.has(id);
    placeInOrder(
      byId('modems'),
      wanted.flatMap(({ id }) => rows.get(id)?.element ?? []),
    );
    const emptiness = byId('no-modems');
    emptiness.hidden = wanted.length > 0;
    emptiness.textContent = rows.size === 0 ? 'No modem yet.' : 'No modem fits what you look for.';
    byId('columns').hidden = wanted.length === 0;
  };
  filter.changed.subscribe(arrange);
  openingKeys(rows, (isOpen) => {
    for (const row of rows.values()) row.open(isOpen);
  });
  return {
    show: (now) => {
      board = now;
      showRows(rows, now, tell);
      filter.count(now.modems);
      arrange();
    },
    tick: () => rows.forEach((row) => row.tick()),
    recolour: () => rows.forEach((row) => row.recolour()),
    write: (modem, to) => {
      const row = rows.get(modem);
      if (row?.element.hidden) filter.clear();
      row?.write(to);
    },
  };
};

const showRows = (
  rows: Map<string, ModemRow>,
  { modems, mayAct }: Board,
  tell: DashboardModel['tell'],
): void => {
  const isFew = modems.length <= FEW;
  for (const face of modems) {
    const row = rows.get(face.id) ?? newRow(rows, face, tell, isFew);
    row.show(face, mayAct);
  }
  const known = new Set(modems.map(({ id }) => id));
  for (const [id, { element }] of rows) {
    if (known.has(id)) continue;
    element.remove();
    rows.delete(id);
  }
};

const newRow = (
  rows: Map<string, ModemRow>,
  face: ModemFace,
  tell: DashboardModel['tell'],
  isOpen: boolean,
): ModemRow => {
  const row = modemRow(face, tell);
  rows.set(face.id, row);
  byId('modems').append(row.element);
  row.open(isOpen);
  return row;
};

/** Arrows go from modem to modem; a button opens and closes all. */
const openingKeys = (rows: ReadonlyMap<string, ModemRow>, open: (isOpen: boolean) => void): void => {
  const all = byId('open-all');
  all.addEventListener('click', () => {
    const isOpen = all.getAttribute('aria-pressed') !== 'true';
    all.setAttribute('aria-pressed', String(isOpen));
    all.textContent = isOpen ? 'Close all' : 'Open all';
    open(isOpen);
  });
  byId('modems').addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const toggles = [...byId('modems').querySelectorAll<HTMLElement>('.modem:not([hidden]) .row button')];
    const at = toggles.indexOf(event.target as HTMLElement);
    if (step === undefined || at === -1 || rows.size === 0) return;
    event.preventDefault();
    toggles[at + step]?.focus();
  });
};
