/** Finds an element of the page by its id; a missing one is a bug. */
export const byId = <E extends HTMLElement = HTMLElement>(id: string): E => found(document, `#${id}`);

/** Finds the element of a view that is marked `data-part`. */
export const part = <E extends HTMLElement = HTMLElement>(within: ParentNode, name: string): E =>
  found(within, `[data-part="${name}"]`);

/** Makes an element of a template of the page. */
export const copyOf = (template: string): HTMLElement => {
  const { content } = byId<HTMLTemplateElement>(`${template}-template`);
  return (content.cloneNode(true) as DocumentFragment).firstElementChild as HTMLElement;
};

const found = <E extends HTMLElement>(within: ParentNode, selector: string): E => {
  const element = within.querySelector<E>(selector);
  if (!element) throw new TypeError(`the page has no ${selector}`);
  return element;
};
