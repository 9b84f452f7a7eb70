import type { ModemFace } from '../../model/board';
import type { DashboardModel } from '../../model/dashboardModel';
import { type FaceHealth, healthOf } from '../../model/healthOf';
import { copyOf } from '../parts/copyOf';
import { part } from '../parts/part';
import { setText } from '../parts/setText';
import { shown } from '../parts/shown';
import { type ModemBody, modemBody } from './modemBody';

/** A modem on the page: a row, and its details where it is open. */
export interface ModemRow {
  readonly element: HTMLElement;
  readonly show: (face: ModemFace, mayAct: boolean) => void;
  readonly open: (isOpen: boolean) => void;
  readonly tick: () => void;
  readonly recolour: () => void;
  /** Opens it, and begins a message to a number. */
  readonly write: (to: string) => void;
}

/** Makes the row of a modem. Its details are made when it is opened for the first time. */
export const modemRow = (first: ModemFace, tell: DashboardModel['tell']): ModemRow => {
  const element = copyOf('modem');
  const toggle = part(element, 'toggle');
  const place = part(element, 'body');
  label(element, first.id);
  let face = first;
  let seen: ModemFace | undefined;
  let mayAct = false;
  let body: ModemBody | undefined;
  const isOpen = (): boolean => toggle.getAttribute('aria-expanded') === 'true';
  const open = (wanted: boolean): void => {
    toggle.setAttribute('aria-expanded', String(wanted));
    place.hidden = !wanted;
    if (!wanted) return;
    body ??= modemBody(place, face, tell);
    body.show(face, mayAct);
  };
  toggle.addEventListener('click', () => open(!isOpen()));
  return {
    element,
    open,
    show: (now, isAllowed) => {
      if (now === seen && mayAct === isAllowed) return;
      face = seen = now;
      mayAct = isAllowed;
      showRow(element, face);
      if (isOpen()) body?.show(face, mayAct);
    },
    tick: () => {
      showSeen(element, face);
      if (isOpen()) body?.tick();
    },
    recolour: () => body?.recolour(),
    write: (to) => {
      open(true);
      body?.write(to);
    },
  };
};

const label = (element: HTMLElement, id: string): void => {
  const toggle = part(element, 'toggle');
  const place = part(element, 'body');
  element.id = `modem-${id}`;
  toggle.id = `title-${id}`;
  place.id = `body-${id}`;
  element.setAttribute('aria-labelledby', toggle.id);
  place.setAttribute('aria-labelledby', toggle.id);
  toggle.setAttribute('aria-controls', place.id);
};

const HEALTH_WORDS: Readonly<Record<FaceHealth['kind'], string>> = {
  ready: 'Ready',
  limited: 'Limited',
  down: 'Down',
  starting: 'Starting',
};

const showRow = (element: HTMLElement, face: ModemFace): void => {
  const { name, title, where, network, queue, received, states } = face;
  const { kind, why = '' } = healthOf(face);
  if (element.dataset.health !== kind) element.dataset.health = kind;
  setText(part(element, 'toggle'), name);
  setText(part(element, 'title'), title === name ? '' : title);
  setText(part(element, 'where'), where);
  setText(part(element, 'health'), HEALTH_WORDS[kind]);
  setText(part(element, 'why'), why);
  const { operator, technology, band } = network;
  setText(part(element, 'network'), [operator, technology, band].filter(Boolean).join(' · '));
  const { rssi, dBm } = states.signal ?? {};
  setText(part(element, 'row-dbm'), dBm === undefined ? '–' : shown.number(dBm));
  const level = rssi === undefined ? '0' : String(shown.level(rssi));
  const bars = part(element, 'bars');
  if (bars.dataset.level !== level) bars.dataset.level = level;
  setText(part(element, 'restarts'), states.power ? String(states.power.restarts) : '–');
  setText(part(element, 'queue'), queue === undefined ? '–' : String(queue));
  setText(part(element, 'data'), received === 0 ? '–' : shown.amount(received));
  showSeen(element, face);
};

const showSeen = (element: HTMLElement, { lastSeenAt }: ModemFace): void =>
  setText(part(element, 'seen'), lastSeenAt === undefined ? 'never' : shown.ago(Date.now() - lastSeenAt));
