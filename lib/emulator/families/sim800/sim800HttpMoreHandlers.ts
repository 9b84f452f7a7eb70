import {
  httpContext,
  httpGetHead,
  httpHeadStored,
  httpParameters,
  httpSave,
  httpSsl,
  httpSslState,
  httpStatus,
} from '../../../families/sim800/http/sim800HttpCommands';
import { answerLine, payload, spokenLine } from '../../core/utterance';
import { handle, type Handling } from '../../core/handler';
import { NOT_ALLOWED, ok, refused } from '../../core/reply';
import { withSession } from './sim800HttpHandlers';

/** What the SIM800 has besides: header, status, TLS, saved settings. */
export const sim800HttpMoreHandlers: readonly Handling[] = [
  handle(httpHeadStored, (_, bench) =>
    withSession(bench, ({ stored }) =>
      stored
        ? ok(answerLine(httpHeadStored, { length: stored.head.length }, 'header'), payload(stored.head))
        : refused(NOT_ALLOWED),
    ),
  ),
  handle(httpGetHead, ({ on }, bench) =>
    withSession(bench, (session) => {
      session.getsHead = on;
      return ok();
    }),
  ),
  handle(httpSsl, ({ on }, bench) =>
    withSession(bench, (session) => {
      session.tls = on;
      return ok();
    }),
  ),
  handle(httpSslState, (_, bench) =>
    withSession(bench, ({ tls }) => ok(answerLine(httpSslState, { on: tls }))),
  ),
  handle(httpStatus, (_, bench) =>
    withSession(bench, ({ method, running, data }) => {
      const shown = method === 'POST' || method === 'HEAD' ? method : 'GET';
      const state = !running ? 'idle' : shown === 'POST' ? 'sending' : 'receiving';
      const remaining = running && shown === 'POST' ? data.length : 0;
      return ok(answerLine(httpStatus, { method: shown, state, finished: 0, remaining }));
    }),
  ),
  handle(httpParameters, (_, bench) =>
    withSession(bench, ({ parameters }) =>
      ok(
        spokenLine('+HTTPPARA: ', 'info'),
        ...[...parameters].map(([tag, value]) => spokenLine(`${tag}: ${value}`, 'info')),
      ),
    ),
  ),
  handle(httpSave, (_, bench) =>
    withSession(bench, ({ parameters }) => {
      bench.state.settings.set('+HTTPSCONT', '1');
      bench.saved.clear();
      for (const [tag, value] of parameters) bench.saved.set(tag, value);
      return ok();
    }),
  ),
  handle(httpContext, (_, bench) =>
    withSession(bench, ({ parameters }) => {
      const mode = bench.saved.size > 0 ? 0 : 1;
      const shown = ['CID', 'URL', 'UA', 'PROIP', 'PROPORT', 'REDIR', 'BREAK', 'BREAKEND', 'USERDATA'];
      const rows = shown.map((tag) => `${tag}: ${parameters.get(tag) ?? ''}`);
      return ok(spokenLine(`+HTTPSCONT:${mode}`, 'info'), ...rows.map((row) => spokenLine(row, 'info')));
    }),
  ),
];
