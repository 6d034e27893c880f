// Fills the page of faults. What content says is only ever set as text.
"use strict";
(async () => {
  const list = document.querySelector("ol");
  const form = document.querySelector("template").content;
  const button = document.querySelector("button");
  const frame = window.frameElement;

  if (frame) {
    const hide = () => frame.remove();
    button.hidden = false;
    button.addEventListener("click", hide);
    addEventListener("keydown", (event) => event.key === "Escape" && hide());
  }

  const answer = await fetch("/.patuh/faults.json", { cache: "no-store" });
  const told = await answer.json();
  for (const fault of told.list) {
    const item = form.cloneNode(true);
    const place = item.querySelector(".place");
    const help = item.querySelector(".help");
    const where = fault.path ? `${fault.path}:${fault.line}:${fault.column}` : "";
    place.textContent = [where, fault.code && `[${fault.code}]`].filter(Boolean).join("  ");
    item.querySelector(".message").textContent = fault.message;
    help.textContent = (fault.help ?? []).join("\n");
    if (!place.textContent) place.remove();
    if (!help.textContent) help.remove();
    list.append(item);
  }
  if (told.more) {
    const more = document.getElementById("more");
    more.textContent = told.more;
    more.hidden = false;
  }
})();
