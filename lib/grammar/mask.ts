/** What stands in a trace, an error or a recording where a secret was. */
export const mask = '***';

const CREDENTIALS = /(:\/\/)[^/?#"\s]*@/g;

/**
 * Masks user and password in the URLs of a text.
 *
 *     AT+HTTPPARA="URL","http://me:hush@example.com/"  →  AT+HTTPPARA="URL","http://***@example.com/"
 */
export const maskedCredentials = (text: string): string => text.replace(CREDENTIALS, `$1${mask}@`);
