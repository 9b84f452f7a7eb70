/**
 * Puts the children of a list into an order. The one that has the focus is never moved, since a moved element loses it: the others
 * are moved around it. Nothing is touched where the order is right already.
 */
export const placeInOrder = (list: HTMLElement, wanted: readonly HTMLElement[]): void => {
  const now = [...list.children].filter((child) => !(child as HTMLElement).hidden);
  if (now.length === wanted.length && now.every((child, at) => child === wanted[at])) return;
  const focused = wanted.findIndex((element) => element.contains(document.activeElement));
  if (focused === -1) return list.append(...wanted);
  const anchor = wanted[focused] as HTMLElement;
  anchor.before(...wanted.slice(0, focused));
  list.append(...wanted.slice(focused + 1));
};
