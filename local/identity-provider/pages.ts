import type { SamplePerson } from '../people.ts';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? character);

const style = `
body{margin:0;font:1.1875rem/1.4 Arial,sans-serif;color:#0b0c0c;background:#fff}
main{max-width:40rem;margin:0 auto;padding:2rem 1rem}
h1{font-size:2rem;line-height:1.15;margin:0 0 1rem}
fieldset{border:0;margin:0;padding:0}legend{padding:0;margin-bottom:1rem}
.person{display:grid;grid-template-columns:2.75rem 1fr;align-items:start;margin-bottom:1rem}
.person input{width:2rem;height:2rem;margin:0}
.person label{display:block;cursor:pointer}.person .part{display:block;color:#484949}
button{font:inherit;font-weight:bold;color:#fff;background:#0f5f3a;border:2px solid transparent;padding:.5rem 1rem;cursor:pointer}
input:focus-visible,button:focus-visible,a:focus-visible{outline:3px solid #fd0;outline-offset:2px;box-shadow:0 0 0 6px #0b0c0c}
.error{border-left:4px solid #ca3535;padding-left:1rem;color:#ca3535;font-weight:bold}`;

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} – Evidence Packs (local run)</title><style>${style}</style></head>
<body><main>${body}</main></body></html>`;
}

/** Everybody of the sample to choose from. Plain HTML: no script, works with a keyboard and at any zoom. */
export function signInPage(uid: string, people: readonly SamplePerson[], missing: boolean): string {
  const choices = people.map(
    (person) => `<div class="person">
<input type="radio" name="subject" id="${escapeHtml(person.subject)}" value="${escapeHtml(person.subject)}" required>
<label for="${escapeHtml(person.subject)}">${escapeHtml(person.name)} <span class="part">${escapeHtml(person.part)}</span></label></div>`,
  );
  const error = missing ? '<p class="error" role="alert">Choose who you want to sign in as.</p>' : '';
  return page(
    missing ? 'Error: Who are you?' : 'Who are you?',
    `<h1>Who are you?</h1>
<p>This is the sign-in of a run on one machine. The people are invented and have no passwords.</p>${error}
<form method="post" action="/interaction/${escapeHtml(uid)}"><fieldset><legend>Sign in as</legend>
${choices.join('\n')}</fieldset><button type="submit">Continue</button></form>`,
  );
}

export function faultPage(message: string, portalOrigin: string): string {
  return page(
    'You could not be signed in',
    `<h1>You could not be signed in</h1><p>${escapeHtml(message)}</p><p><a href="${escapeHtml(portalOrigin)}/">Go back and sign in again</a></p>`,
  );
}
