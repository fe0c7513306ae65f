// Sending a request from the reference of the interface, to this server alone. The token stays in its field and is kept nowhere.
(() => {
  'use strict';
  const token = document.querySelector('#token');
  const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map(b => b.toString(16).padStart(2, '0')).join('');

  const shown = text => {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  };

  document.querySelectorAll('[data-try]').forEach(form => {
    const parts = place => [...form.querySelectorAll(`[data-in=${place}]`)];
    parts('header').filter(part => part.name === 'Idempotency-Key').forEach(part => { part.value = key(); });

    form.addEventListener('submit', async e => {
      e.preventDefault();
      const answer = form.querySelector('.answer');
      const path = parts('path').reduce((at, part) => at.replace(`{${part.name}}`, encodeURIComponent(part.value)), form.dataset.path);
      const query = new URLSearchParams(parts('query').filter(part => part.value).map(part => [part.name, part.value]));
      const headers = new Headers({ Authorization: `Bearer ${token.value}`, 'Accept-Language': document.documentElement.lang });
      parts('header').filter(part => part.value).forEach(part => headers.set(part.name, part.value));
      const [body] = parts('body');
      if (body) headers.set('Content-Type', 'application/json');
      answer.textContent = '…';
      try {
        const response = await fetch(`${path}${query.size ? `?${query}` : ''}`, { method: form.dataset.method, headers, body: body?.value, credentials: 'omit', cache: 'no-store' });
        answer.textContent = `${response.status}\n${shown(await response.text())}`;
      } catch (error) {
        answer.textContent = `${error}`;
      }
    });
  });
})();
