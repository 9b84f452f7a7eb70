import { mask, maskedCredentials } from './mask';
import { command, type Command, showCommand } from './command';
import { lineForm } from './forms/lineForm';
import { remainder } from './codecs/text';
import { spellable } from './codecs/spellable';
import { recognise, type Vocabulary } from './vocabulary';

const anything = command('', {
  does: 'Sends a command line as it stands.',
  source: '27.007 § 4',
  answers: { text: remainder },
  answerHeader: '',
  mayBeEmpty: true,
  fetches: false,
  timeoutMs: 120_000,
  example: `
    > AT
    < OK`,
});

/** A semicolon between two commands, not one in quotes. */
const SEPARATOR = /;(?=(?:[^"]*"[^"]*")*[^"]*$)/;

/** Commands with a PIN or a password in them, whatever the family knows: 27.007 § 8.3, the SIMCom manuals. */
const SECRETIVE = /^\s*\+(?:CPIN|CPWD|CLCK|CSTT|CGAUTH|FTPPW|CFTPSLOGIN|CMQTTCONNECT|SMTPAUTH)\s*=(?!\?)/i;
const BEARER_PASSWORD = /^\s*\+SAPBR\s*=\s*3\s*,\s*\d\s*,\s*"?PWD"?\s*,/i;
const TLS_PASSWORD = /^\s*\+CSSLCFG\s*=\s*"?password"?\s*,/i;
const HTTP_SECRET = /^\s*\+HTTPPARA\s*=(?=.*(?:authorization|cookie|x-api-key|x-auth-token)\s*:)/i;
const SECRETIVES = [SECRETIVE, BEARER_PASSWORD, TLS_PASSWORD, HTTP_SECRET];
/** Queries that are answered with a password. */
const REVEALING =
  /^\s*\+(?:CSTT\?|CGAUTH\?|CSSLCFG\?|CSSLCFG\s*=\s*\d+\s*$|FTPPW\?|SAPBR\s*=\s*4|CMQTTCONNECT\?|SMTPAUTH\?)/i;
const masked = (body: string, known: Vocabulary): string => {
  const found = recognise(known, body);
  if (found?.definition.secret) return showCommand(found.definition, found.args).slice('AT'.length);
  const [start] = SECRETIVES.flatMap((secretive) => secretive.exec(body) ?? []);
  return start === undefined ? maskedCredentials(body) : `${start}${mask}`;
};

/**
 * A command line as a person types it, with or without `AT`. What the vocabulary knows keeps its declared shape (and so its
 * payload); of anything else every line up to the result code is the answer.
 *
 * Fails with `invalid-argument` where it holds a control character: one line is one line.
 */
export const raw = (line: string, known: Vocabulary): Command => {
  const typed = spellable(line.trim(), 'command');
  const body = typed.replace(/^AT/i, '');
  const parts = body.split(SEPARATOR);
  const found = parts.length > 1 ? undefined : recognise(known, body);
  const form = lineForm('', { text: remainder });
  const text = `AT${body}`;
  const redacted = `AT${parts.map((part) => masked(part, known)).join(';')}`;
  // What is secret may come back as an echo that is damaged, and any line is an answer here.
  const hidesAnswer = redacted !== text || parts.some((part) => REVEALING.test(part));
  const definition = found?.definition ?? { ...anything, answer: form, hidesAnswer };
  return Object.freeze({ definition, args: found?.args ?? {}, text, redacted });
};
