// Loads the page anew when it is of another build than the one that is served. Only the preview puts it into pages.
// Hidden pages let go of their connection: a browser has six for a server, and there may be more tabs.
"use strict";
(() => {
  const own = document.currentScript?.dataset.build;
  /** @type {EventSource | undefined} */
  let events;

  function listen() {
    events?.close();
    events = undefined;
    if (document.hidden) return;
    events = new EventSource("/_preview/events");
    events.addEventListener("message", (event) => {
      if (event.data === own) return;
      events?.close();
      location.reload();
    });
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => events?.close());
  addEventListener("pageshow", listen);
  listen();
})();
