/**
 * Cuts a path of a server's into directory and name, as the modem wants them.
 *
 *     /logs/today.csv  →  { folder: '/logs/', name: 'today.csv' }
 */
export const splitPath = (path: string): { readonly folder: string; readonly name: string } => {
  const end = path.lastIndexOf('/') + 1;
  return { folder: path.slice(0, end), name: path.slice(end) };
};
