/** Finds the element of a view that is marked `data-part`. Its place in the page's HTML is a promise: a missing one is a bug. */
export const part = <E extends HTMLElement = HTMLElement>(within: ParentNode, name: string): E => {
  const found = within.querySelector<E>(`[data-part="${name}"]`);
  if (!found) throw new TypeError(`the page has no part ${name}`);
  return found;
};
