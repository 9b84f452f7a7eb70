import { mask } from './mask';
import { trimBlanks } from './codecs/splitFields';
import { parseRequest } from './parseRequest';

/**
 * What is secret in a conversation, and what is shown of it: the one table that traces, errors and recordings go by.
 * A command that the library declares names its secret arguments itself (`secret`), by the rules of this file.
 */

/** Header fields whose values are shown. The value of any other field is masked. */
const SHOWN_FIELDS: ReadonlySet<string> = new Set(
  [
    ['accept', 'accept-charset', 'accept-encoding', 'accept-language', 'accept-ranges', 'age', 'allow'],
    ['cache-control', 'connection', 'content-disposition', 'content-encoding', 'content-language'],
    ['content-length', 'content-range', 'content-type', 'date', 'etag', 'expect', 'expires', 'host'],
    ['if-match', 'if-modified-since', 'if-none-match', 'if-range', 'if-unmodified-since', 'keep-alive'],
    ['last-modified', 'location', 'pragma', 'range', 'retry-after', 'server', 'te', 'trailer'],
    ['transfer-encoding', 'upgrade', 'user-agent', 'vary'],
  ].flat(),
);

/** Words in the name of a query value, a setting or a field that mean a secret. */
const SECRET_WORD =
  /to?ken|key|secret|sig|pass|pwd|^pw|auth|code|sess|sid|cookie|cred|user|login|otp|pin|puk|psk|jwt|hmac|hash|nonce|bearer|ticket/i;
/** Tags behind which another secret stands than their own name says: an account with its password, header fields. */
const SECRET_TAG = /^"?(?:account|(?:custom|user)?headers?)"?$/i;
/** A query value is shown up to this length, where its name says nothing of a secret. */
const MAX_SHOWN_CHARS = 6;
/** No name of a setting is longer; a longer text is a value. */
const MAX_NAME_CHARS = 40;

/** Parameters of HTTP that are shown; `USERDATA` and `URL` have rules of their own. */
const SHOWN_HTTP_PARAMETERS: ReadonlySet<string> = new Set(
  [
    ['CID', 'UA', 'CONTENT', 'ACCEPT', 'PROIP', 'PROPORT', 'REDIR', 'BREAK', 'BREAKEND', 'TIMEOUT'],
    ['CONNECTTO', 'RECVTO', 'RESPTO', 'SSLCFG', 'READMODE'],
  ].flat(),
);
/** Settings of a bearer and of a TLS context that are shown. */
const SHOWN_BEARER_TAGS: ReadonlySet<string> = new Set(['CONTYPE', 'APN', 'PHONENUM', 'RATE']);
const SHOWN_TLS_SETTINGS: ReadonlySet<string> = new Set(
  [
    ['SSLVERSION', 'AUTHMODE', 'IGNORELOCALTIME', 'IGNORERTCTIME', 'NEGOTIATETIME', 'CACERT'],
    ['CLIENTCERT', 'CLIENTKEY', 'ENABLESNI', 'CIPHERSUITES', 'CIPHERSUITE', 'PROTOCOL', 'CTXINDEX'],
  ].flat(),
);

/**
 * Commands whose values are secret, known to a family or not: 27.007 § 8.3, the SIMCom manuals, other makers'. Numbers alone, as
 * the length in `AT+CHTTPSSEND=100`, are none of `HTTPSSEND` and `UDCONF`.
 */
const SECRET_COMMAND =
  /^\s*[+*^$#][A-Z0-9_]{0,30}(?:PIN(?!G)|PUK|PWD|PASS|PW|AUTH|LOGIN|CONN|PSK|SECRET|TOKEN|KEY|CSTT|CLCK|FTPUN|CRED|SHAHEAD|PDPP|CNCFG|SHPARA|SHBOD|LBSCFG|POP3(?:IN|SRV|(?=\s*=))|PROXY|QLWSERV|(?:HTTPSSEND|UDCONF)(?=\s*=[^;]*[^\d\s,;]))[A-Z0-9_]{0,30}\s*=(?!\?)/i;
/** Questions that are answered with a secret. */
const REVEALING =
  /^\s*[+*^$#](?:CSTT\?|[A-Z0-9_]{0,30}AUTH\?|CSSLCFG\?|CSSLCFG\s*=\s*\d+\s*$|FTP(?:UN|PW|SCONT)\?|HTTP(?:PARA|SCONT)\?|SAPBR\s*=\s*4|QICSGP\s*=\s*\d+\s*$|[A-Z0-9_]{0,30}CONN(?:ECT)?\?)/i;

const keyOf = (name: string): string => trimBlanks(name).replaceAll('"', '').toUpperCase();

/** Whether the value of a header field is masked. */
export const isSecretField = (name: string): boolean => !SHOWN_FIELDS.has(trimBlanks(name).toLowerCase());

/**
 * Whether header fields hold a secret. Several may share a line, parted by `\r\n` in four characters, of which the SIM800
 * makes a line end. What is no field counts as one that is secret.
 */
export const holdsSecretField = (fields: string): boolean =>
  fields
    .split(/\\r|\\n|[\r\n]/i)
    .some(
      (field) =>
        trimBlanks(field) !== '' &&
        isSecretField(field.includes(':') ? field.slice(0, field.indexOf(':')) : ''),
    );

/** Whether a URL is masked whole: it carries a user, or no scheme shows where its query begins. */
export const isSecretUrl = (url: string): boolean => {
  const scheme = url.indexOf('://');
  if (scheme < 0) return /[@?]/.test(url);
  const [authority = ''] = url.slice(scheme + '://'.length).split(/[/?#]/, 1);
  return authority.includes('@');
};

/** Whether a parameter of HTTP is masked. */
export const isSecretHttpParameter = (tag: string, value: string): boolean => {
  const key = keyOf(tag);
  if (key === 'USERDATA') return holdsSecretField(value);
  return key === 'URL' ? isSecretUrl(value) : !SHOWN_HTTP_PARAMETERS.has(key);
};

/** Whether a setting of a bearer is masked: `USER` and `PWD` are. */
export const isSecretBearerTag = (tag: string): boolean => !SHOWN_BEARER_TAGS.has(keyOf(tag));

/** Whether a setting of a TLS context is masked: `password` is. */
export const isSecretTlsSetting = (name: string): boolean => !SHOWN_TLS_SETTINGS.has(keyOf(name));

const maskedQueryPart = (part: string): string => {
  const at = part.indexOf('=');
  const name = part.slice(0, Math.max(0, at));
  const value = part.slice(at + 1);
  const isShown = value === '' || (value.length <= MAX_SHOWN_CHARS && !SECRET_WORD.test(name));
  return isShown ? part : `${part.slice(0, at + 1)}${mask}`;
};

/** One URL, from its `://` on. */
const maskedUrl = (url: string): string => {
  const [, authority = '', path = '', query, fragment] =
    /^:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url) ?? [];
  const at = authority.lastIndexOf('@');
  const host = at < 0 ? authority : `${mask}${authority.slice(at)}`;
  const asked = query === undefined ? '' : `?${maskedQuery(query)}`;
  return `://${host}${path}${asked}${fragment === undefined ? '' : `#${maskedQueryPart(fragment)}`}`;
};

/**
 * Masks the secrets in the URLs of a text: user and password, and the query values that may be secret: those of more than 6
 * characters, and those whose name says so (token, key, sig, pass, auth, code, session …). A URL ends at a blank; a password may hold one.
 *
 *     AT+HTTPPARA="URL","http://me:hush@example.com/?page=2&token=abc"
 *     AT+HTTPPARA="URL","http://***@example.com/?page=2&token=***"
 *     AT+SHREQ="/read?token=***",1
 */
export const maskedUrls = (text: string): string =>
  text
    .replace(/:\/\/(?:[^"/?#\r\n]*@)?[^"\s]*/g, maskedUrl)
    .replace(/("\/[^"\s?]*\?)([^"\s]*)/g, (_, path: string, query: string) => `${path}${maskedQuery(query)}`);

/** The values of a query. */
const maskedQuery = (query: string): string => query.split('&').map(maskedQueryPart).join('&');

/** A line that looks like a header field with a secret, from a damaged head: `Set-Cookie: ***`. Other lines stay. */
export const maskedField = (line: string): string => {
  const at = line.indexOf(':');
  const name = line.slice(0, Math.max(0, at));
  const isField = /^[A-Za-z][\w-]{0,60}$/.test(name) && SECRET_WORD.test(name);
  return isField ? `${name}: ${mask}` : maskedUrls(line);
};

/** As many signs as the text has: who counts bytes does not notice. */
const starred = (text: string): string => '*'.repeat(text.length);

const maskedLocation = (value: string): string =>
  value
    .replace(/\?.*$/s, (query) => `?${starred(query.slice(1))}`)
    .replace(/\/\/[^/?]*@/, (user) => `//${starred(user.slice(2, -1))}@`);

/**
 * Masks the values of a response's head, letter by letter: its length stays, and so do the status line and the fields that
 * are shown.
 *
 *     HTTP/1.1 200 OK\r\nDate: Mon\r\nSet-Cookie: a=b\r\n  →  HTTP/1.1 200 OK\r\nDate: Mon\r\nSet-Cookie: ***\r\n
 */
export const maskedHead = (head: string): string => {
  let isShown = false;
  return head.replace(/[^\r\n]+/g, (line) => {
    if (/^HTTP\/\d/.test(line)) return line;
    const [, name, gap = '', value = ''] = /^([^\s:]+:)([ \t]*)(.*)$/s.exec(line) ?? [];
    if (name === undefined) return isShown && /^[ \t]/.test(line) ? line : starred(line);
    isShown = !isSecretField(name.slice(0, -1));
    if (/^location:$/i.test(name)) return `${name}${gap}${maskedLocation(value)}`;
    return `${name}${gap}${isShown ? value : starred(value)}`;
  });
};

type TagRule = readonly [fields: number, isSecret: (tag: string, value: string) => boolean];

/** Commands whose first fields name what they set: how many fields that are, and when the rest is secret. */
const TAGGED: ReadonlyMap<string, TagRule> = new Map<string, TagRule>([
  // A URL that shows its scheme is masked in its parts.
  [
    '+HTTPPARA',
    [
      1,
      (tag, value) => isSecretHttpParameter(tag, value) && !(keyOf(tag) === 'URL' && value.includes('://')),
    ],
  ],
  ['+SAPBR', [3, isSecretBearerTag]],
  ['+CSSLCFG', [1, isSecretTlsSetting]],
  ['+QICSGP', [3, () => true]],
  // u-blox: 2 is the user, 3 the password; 9 of HTTP is a header field.
  ['+UPSD', [2, (tag) => /^[23]$/.test(keyOf(tag))]],
  ['+UHTTP', [2, (tag) => /^[239]$/.test(keyOf(tag))]],
  ['+QHTTPCFG', [1, (tag) => SECRET_TAG.test(tag) || keyOf(tag) === 'AUTH']],
]);

const isSecretTag = (field: string): boolean => SECRET_WORD.test(field) || SECRET_TAG.test(field);

/** How many fields of a command stand in front of its secret, by its tags; -1 where it has none. */
const shownFields = (name: string, fields: readonly string[]): number => {
  const [count, isSecret] = TAGGED.get(name) ?? [];
  if (count === undefined || isSecret === undefined)
    return fields.findIndex((field) => field.length <= MAX_NAME_CHARS && isSecretTag(field)) + 1 || -1;
  const value = fields.slice(count).join(',').replaceAll('"', '');
  return fields.length > count && isSecret(fields[count - 1] ?? '', value) ? count : -1;
};

/** Where a quote is missing, a command with a secret may stand behind any semicolon: the text up to its secret. */
const hiddenStart = (body: string): string | undefined => {
  if (body.split('"').length % 2 === 1) return undefined;
  let at = 0;
  for (const part of body.split(';')) {
    const start = SECRET_COMMAND.exec(part)?.[0];
    if (start !== undefined) return `${body.slice(0, at)}${start}`;
    at += part.length + 1;
  }
  return undefined;
};

/** Masks a command, without its `AT`, by its name and its tags alone: no family need know it. */
export const maskedByName = (body: string, isKnown: boolean): string => {
  const start = SECRET_COMMAND.exec(body)?.[0] ?? hiddenStart(body);
  if (start !== undefined) return `${start}${mask}`;
  const { name, form, fields } = parseRequest(body);
  // What a family's own rules leave open is masked by the tags that are known here.
  const shown = form === 'write' && (!isKnown || TAGGED.has(name)) ? shownFields(name, fields) : -1;
  if (shown < 0 || shown >= fields.length) return maskedUrls(body);
  return `${body.slice(0, body.indexOf('=') + 1)}${maskedUrls(fields.slice(0, shown).join(','))},${mask}`;
};

/** Whether the answer to a command, without its `AT`, tells a secret again. */
export const isRevealing = (body: string): boolean => REVEALING.test(body);

/** Settings of a bearer in the answer to `AT+SAPBR=4`, and of a Quectel context, that are no secret. */
const SHOWN_ANSWER = /^(?:CONTYPE|APN|RATE): ?[\w.-]*$/i;
const SHOWN_CONTEXT = /^(\+QICSGP: ?\d+,"[\w.-]*",)"[^"]*","[^"]*"(,\d)?$/i;

/**
 * What is shown of a line of an answer that tells a secret: the name of an access point, without which a report of the doctor could
 * not be played. `undefined` where nothing is.
 *
 *     APN: internet   APN: internet       +QICSGP: 1,"internet","me","hush",1   +QICSGP: 1,"internet",***,***,1
 */
export const shownOfAnswer = (line: string): string | undefined => {
  if (SHOWN_ANSWER.test(line)) return line;
  const [, head, end = ''] = SHOWN_CONTEXT.exec(line) ?? [];
  return head === undefined ? undefined : `${head}${mask},${mask}${end}`;
};
