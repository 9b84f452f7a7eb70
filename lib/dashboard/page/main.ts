import './style.css';
import { defer, ignoreElements, interval, merge, type Observable, of, switchMap, tap } from 'rxjs';
import type { DashboardModel } from '../model/dashboardModel';
import { desk } from '../modems/desk';
import { emulatedModems } from '../virtual/emulatedModems';
import { orderOf } from '../model/orderOf';
import { boardView } from './boardView';
import { byId } from './parts/byId';
import { frames } from './frames';
import { remoteModel } from './source/remoteModel';
import { serialButton } from './source/serialButton';
import { serialSource } from './source/serialSource';
import { showProblem } from './parts/showProblem';
import { theme } from './theme';

const TICK_MS = 1_000;

/** Library and virtual modems in this page, and real ones that people connect. */
const modelHere = (): Observable<DashboardModel> =>
  desk(
    emulatedModems({ seed: 1 }).map(({ source }) => source),
    { mayAct: true },
  ).pipe(
    switchMap(({ news, tell, add }) => {
      const say = (problem: string | undefined): void => showProblem(byId('serial-problem'), problem);
      const ports = serialButton(byId('add-serial'), say).pipe(tap((port) => add(serialSource(port))));
      const checked: DashboardModel = { news, tell: (order) => defer(() => tell(orderOf(order))) };
      return merge(of(checked), ports.pipe(ignoreElements()));
    }),
  );

const isServed = document.documentElement.dataset.modems === 'server';
const model = isServed ? of(remoteModel()) : modelHere();

model
  .pipe(
    switchMap(({ news, tell }) => {
      const view = boardView(tell, isServed ? 'Live' : 'Live, in this page');
      return merge(
        frames(news, interval(TICK_MS)).pipe(tap(view.show)),
        theme(byId('theme')).pipe(tap(view.recolour)),
      );
    }),
  )
  .subscribe();
