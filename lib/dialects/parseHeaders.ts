/**
 * Reads the header fields of an HTTP response's head; the status line and lines that are no fields are passed over.
 *
 *     HTTP/1.1 200 OK\r\nETag: "a"\r\n\r\n  →  { etag: '"a"' }
 *
 * Names in lower case. A field that comes several times is joined with `, ` (RFC 9110 § 5.3), a folded line with a blank.
 */
export const parseHeaders = (head: string): Readonly<Record<string, string>> => {
  const fields = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const [, name, value] = /^([^\s:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const key = name.toLowerCase();
    const before = fields.get(key);
    fields.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.freeze(Object.fromEntries(fields));
};
