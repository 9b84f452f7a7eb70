/** Whether a text can be a level of a topic, and mean just itself there: no slash, wildcard, blank or control character. */
export const isName = (text: string): boolean => /^[\w.:@-]{1,64}$/.test(text);
