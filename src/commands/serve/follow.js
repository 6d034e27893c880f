// Follows the site while it is written: a new generation loads the page again, faults are shown over it.
"use strict";
(() => {
  const own = document.currentScript.dataset;
  let source = null;
  let frame = null;
  let shown = own.faults;

  function hear(event) {
    const now = JSON.parse(event.data);
    if (now.generation && now.generation !== own.generation) location.reload();
    else show(now.faults || "");
  }

  function show(faults) {
    if (faults === shown) return;
    // The page that stands for a site that cannot be made has its faults in itself.
    if (own.faults) return location.reload();
    shown = faults;
    frame?.remove();
    frame = null;
    if (!faults) return;
    frame = document.createElement("iframe");
    frame.src = "/.patuh/faults";
    frame.title = own.title;
    Object.assign(frame.style, {
      position: "fixed", inset: "0", width: "100%", height: "100%", border: "0", margin: "0", padding: "0",
      zIndex: "2147483647", background: "transparent", colorScheme: "light dark",
    });
    document.body.append(frame);
  }

  // A browser opens few connections to one server, and a channel holds one: pages that nobody sees give theirs up.
  function listen() {
    if (document.visibilityState === "hidden") {
      source?.close();
      source = null;
    } else if (!source || source.readyState === EventSource.CLOSED) {
      source = new EventSource("/.patuh/channel");
      source.addEventListener("message", hear);
    }
  }

  document.addEventListener("visibilitychange", listen);
  addEventListener("pagehide", () => {
    source?.close();
    source = null;
  });
  addEventListener("pageshow", listen);
  listen();
})();
