/** Everything that comes from files is text here, never markup. */
export const escaped = (text: string): string =>
  text
    // Controls and direction marks that a page would act upon.
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
