// Keyboard, busy state, focus and live announcements. Every page works without this file.
(() => {
  'use strict';
  const $ = (selector, from = document) => from.querySelector(selector);
  const typing = e => e.target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]');
  const rows = () => [...document.querySelectorAll('tr[data-href], a[data-row]')];
  let dirty = null;
  let sent = false;

  // --- a refusal takes the focus, else the first bad field
  const toReply = () => ($('[data-refusal]') || $('input[aria-invalid=true], select[aria-invalid=true], textarea[aria-invalid=true], [aria-invalid=true] input'))?.focus();
  toReply();
  document.querySelectorAll('[data-script]').forEach(extra => { extra.hidden = false; });
  document.querySelectorAll('[data-row], tr[data-href]').forEach(row => { row.tabIndex = 0; });

  // --- the line about the act just done stays five seconds
  const flash = $('#flash');
  if (flash?.textContent.trim()) setTimeout(() => flash.replaceChildren(), 5000);

  const open = row => { const href = row?.dataset.href || row?.href; if (href) location.href = href; };
  const step = by => {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.focus();
  };

  document.addEventListener('keydown', e => {
    if (e.isComposing) return;
    if (e.key === 'Enter' && e.ctrlKey) {
      const primary = $('[data-primary]', e.target.closest('form') || document) || $('[data-primary]');
      if (primary && primary.getAttribute('aria-disabled') !== 'true') { e.preventDefault(); primary.click(); }
      return;
    }
    if (e.key === 'Enter' && e.target.matches('[data-refusal]')) { e.preventDefault(); $('.ways .primary', e.target)?.click(); return; }
    if (e.key === 'Enter' && e.target.matches('tr[data-href]')) { open(e.target); return; }
    if (e.key === 'Enter' && e.target.matches('form[hx-post] input')) { e.preventDefault(); return; }
    if (e.key === 'Escape' && typing(e)) { e.target.blur(); return; }
    if (typing(e) || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === '/') { e.preventDefault(); $('#find')?.focus(); }
    else if (/^[1-9]$/.test(e.key)) $(`[data-key="${e.key}"]`)?.click();
    else if (e.key === 'j' || e.key === 'J') step(1);
    else if (e.key === 'k' || e.key === 'K') step(-1);
  });

  document.addEventListener('click', e => {
    if (e.target.closest('[aria-disabled=true]')) { e.preventDefault(); return; }
    const fill = e.target.closest('[data-fill]');
    if (fill) { const field = document.getElementById(fill.dataset.fill); field.value = fill.textContent.trim(); field.focus(); return; }
    const row = e.target.closest('tr[data-href]');
    if (row && !e.target.closest('a, button, input, label')) open(row);
  });

  // --- one submit only; the button keeps its text and says that it is busy
  document.addEventListener('submit', e => {
    if (e.target.method === 'get') return;
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    e.target.dataset.sent = 'true';
    sent = true;
    e.submitter?.setAttribute('aria-busy', 'true');
    // A download leaves the page where it is, so that the button is soon free again; no act takes longer than half a minute.
    const free = e.target.matches('[data-download]') ? 2500 : 30000;
    setTimeout(() => { delete e.target.dataset.sent; sent = false; e.submitter?.removeAttribute('aria-busy'); }, free);
  });
  window.addEventListener('pageshow', e => {
    if (!e.persisted) return;
    document.querySelectorAll('[data-sent]').forEach(form => delete form.dataset.sent);
    document.querySelectorAll('[aria-busy]').forEach(button => button.removeAttribute('aria-busy'));
  });

  // --- what was typed: kept every half minute where the form can, guarded where it cannot
  document.addEventListener('input', e => { const form = e.target.closest('form[data-keep]'); if (form) dirty = form; });
  window.addEventListener('beforeunload', e => { if (dirty && !sent) e.preventDefault(); });
  setInterval(() => {
    const keeper = dirty && $('[data-autosave]', dirty);
    if (keeper && window.htmx) htmx.trigger(keeper, 'autosave');
  }, 30000);

  // --- a received matter has no term of its own: that section goes while its group is chosen
  document.addEventListener('change', e => {
    if (e.target.name !== 'group') return;
    document.querySelectorAll('[data-own]').forEach(part => { part.hidden = e.target.matches('[data-received]'); });
  });

  // --- people found: ticking one moves it among the chosen
  document.addEventListener('change', e => {
    if (e.target.closest('#found') && e.target.checked) {
      const twin = $(`#chosen input[value="${e.target.value}"]`);
      if (twin) { twin.checked = true; e.target.closest('label').remove(); twin.focus(); }
      else { $('#chosen').append(e.target.closest('label')); e.target.focus(); }
    }
  });

  // --- server gone and back; what was typed is untouched
  const gone = $('#gone');
  const say = on => { if (gone && gone.hidden === on) { gone.textContent = on ? gone.dataset.text : ''; gone.hidden = !on; } };
  document.addEventListener('htmx:sendError', () => say(true));
  document.addEventListener('htmx:afterRequest', e => {
    if (!e.detail.xhr?.status) return;
    say(false);
    if (e.detail.elt.matches('[data-autosave]') && e.detail.successful) dirty = null;
  });
})();
