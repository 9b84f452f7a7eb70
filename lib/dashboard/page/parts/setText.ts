/** Sets an element's text where it is another one: what stays the same costs no layout. */
export const setText = (element: HTMLElement, text: string): void => {
  if (element.textContent !== text) element.textContent = text;
};
