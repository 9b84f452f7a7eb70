/** Makes an element of a template of the page. */
export const copyOf = (template: string): HTMLElement => {
  const found = document.querySelector<HTMLTemplateElement>(`#${template}-template`);
  const copy = found?.content.firstElementChild?.cloneNode(true);
  if (copy instanceof HTMLElement) return copy;
  throw new TypeError(`the page has no template ${template}`);
};
