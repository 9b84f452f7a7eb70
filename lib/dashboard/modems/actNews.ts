import {
  asyncScheduler,
  catchError,
  concatMap,
  filter,
  map,
  type Observable,
  of,
  scan,
  startWith,
  endWith,
} from 'rxjs';
import type { ActFace } from '../model/board';
import type { News } from '../model/news';
import type { Acted } from '../model/orders';
import { problemOf } from '../model/problemOf';

/** Does an act, and emits what the modem answers, line by line. */
export type Act = (acted: Acted) => Observable<string>;

/** How many lines of an answer are kept. */
const MAX_LINES = 40;

const WORDS: Readonly<Record<Acted['action'], string>> = {
  restart: 'Restart',
  reregister: 'Register anew',
  raw: '',
};

/** What is done to a modem by hand, one thing after the other, and what became of it. */
export const actNews = (modem: string, acts: Observable<Acted>, act: Act): Observable<News> =>
  acts.pipe(
    filter((acted) => acted.modem === modem),
    concatMap((acted) => done(acted, act)),
    map((face): News => ({ kind: 'act', modem, act: face })),
  );

const done = (acted: Acted, act: Act): Observable<ActFace> => {
  const { id, action, line } = acted;
  let last: ActFace = {
    id,
    at: asyncScheduler.now(),
    words: WORDS[action] || line,
    state: 'running',
    lines: [],
  };
  return act(acted).pipe(
    map((text): Step => ({ text })),
    endWith<Step>({ isDone: true }),
    scan(stepped, last),
    startWith(last),
    map((face) => (last = face)),
    catchError((error: unknown) => of<ActFace>({ ...last, state: 'failed', problem: problemOf(error) })),
  );
};

interface Step {
  readonly text?: string;
  readonly isDone?: boolean;
}

const stepped = (face: ActFace, { text, isDone }: Step): ActFace => ({
  ...face,
  ...(isDone && { state: 'done' }),
  ...(text !== undefined && { lines: [...face.lines, text].slice(-MAX_LINES) }),
});
