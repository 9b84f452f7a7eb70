import './style.css';
import { conversation } from './conversation';
import { desk } from './desk';
import { modemPanel } from './modemPanel';
import { byId } from './part';
import { problemOf } from './problemOf';
import { programPanel, reopen } from './programPanel';
import { realModems } from './serialPanel';
import { terminalSession } from './session';
import { terminal } from './terminal';

/** A modem in the page, a terminal on it, and programs that use it. Nothing leaves the page. */

const FAMILY = 'sim800';

const say = (words: string): void => {
  byId('state').textContent = words;
};

const modems = desk(FAMILY);
const talk = conversation(modems);
const session = terminalSession((error) => say(problemOf(error)));
terminal(modems, talk, session);
modemPanel(modems);
programPanel(modems, talk, session);

modems.modem.subscribe(({ profile, virtual }) => {
  say(virtual ? `A virtual ${profile.title} runs in this page.` : `A real ${profile.title}, by Web Serial.`);
  reopen(modems, talk.crossed, session);
});
realModems(session.close, say).subscribe(modems.use);
