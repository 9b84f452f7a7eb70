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
import { handle, type Handler } from '../../core/handler';
import { NOT_ALLOWED, ok, refused } from '../../core/reply';
import { withSession } from './sim800HttpHandlers';

/** What the SIM800 has besides: header, status, TLS, saved settings. */
export const sim800HttpStateHandlers: readonly Handler[] = [
  handle(httpHeadStored, (_, modem) =>
    withSession(modem, ({ stored }) =>
      stored
        ? ok(answerLine(httpHeadStored, { length: stored.head.length }, 'header'), payload(stored.head))
        : refused(NOT_ALLOWED),
    ),
  ),
  handle(httpGetHead, ({ on }, modem) =>
    withSession(modem, (session) => {
      session.getsHead = on;
      return ok();
    }),
  ),
  handle(httpSsl, ({ on }, modem) =>
    withSession(modem, (session) => {
      session.tls = on;
      return ok();
    }),
  ),
  handle(httpSslState, (_, modem) =>
    withSession(modem, ({ tls }) => ok(answerLine(httpSslState, { on: tls }))),
  ),
  handle(httpStatus, (_, modem) =>
    withSession(modem, ({ method, running, data }) => {
      const shown = method === 'POST' || method === 'HEAD' ? method : 'GET';
      const state = !running ? 'idle' : shown === 'POST' ? 'sending' : 'receiving';
      const remaining = running && shown === 'POST' ? data.length : 0;
      return ok(answerLine(httpStatus, { method: shown, state, finished: 0, remaining }));
    }),
  ),
  handle(httpParameters, (_, modem) =>
    withSession(modem, ({ parameters }) =>
      ok(
        spokenLine('+HTTPPARA: ', 'info'),
        ...[...parameters].map(([tag, value]) => spokenLine(`${tag}: ${value}`, 'info')),
      ),
    ),
  ),
  handle(httpSave, (_, modem) =>
    withSession(modem, ({ parameters }) => {
      modem.state.settings.set('+HTTPSCONT', '1');
      modem.saved.clear();
      for (const [tag, value] of parameters) modem.saved.set(tag, value);
      return ok();
    }),
  ),
  handle(httpContext, (_, modem) =>
    withSession(modem, ({ parameters }) => {
      const mode = modem.saved.size > 0 ? 0 : 1;
      const shown = ['CID', 'URL', 'UA', 'PROIP', 'PROPORT', 'REDIR', 'BREAK', 'BREAKEND', 'USERDATA'];
      const rows = shown.map((tag) => `${tag}: ${parameters.get(tag) ?? ''}`);
      return ok(spokenLine(`+HTTPSCONT:${mode}`, 'info'), ...rows.map((row) => spokenLine(row, 'info')));
    }),
  ),
];
