/** Finds an element of the page by its id; a missing one is a bug. */
export const byId = <E extends HTMLElement = HTMLElement>(id: string): E => {
  const found = document.querySelector<E>(`#${id}`);
  if (!found) throw new TypeError(`the page has no element ${id}`);
  return found;
};
