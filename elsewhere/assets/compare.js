// Bodies side by side: two to four can be chosen, and only those are shown. The choice stands in the address.
// The page is whole without this file. Words come from the page.
"use strict";
(() => {
  const MOST = 4;
  const form = document.querySelector("form.choose");
  if (!form) return;
  const words = form.dataset;
  const boxes = [...form.querySelectorAll("input")];
  const status = form.querySelector("[role=status]");
  const parts = [...document.querySelectorAll("[data-body]")];
  const number = new Intl.NumberFormat(document.documentElement.lang);
  const chosen = () => boxes.filter((box) => box.checked);

  const asked = (new URLSearchParams(location.search).get(words.parameter) ?? "").split(",");
  for (const box of boxes) box.checked = asked.includes(box.value);
  for (const box of chosen().slice(MOST)) box.checked = false;

  form.addEventListener("change", (event) => {
    if (chosen().length <= MOST) return show(true);
    event.target.checked = false;
    status.textContent = words.full;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => show(true)));
  form.hidden = false;
  if (chosen().length > 0) {
    show(false);
    // The first that is chosen is seen in its box; the page itself stays where it is.
    form.querySelector(".chips").scrollTop = chosen()[0].parentElement.offsetTop;
  }

  /** One alone is compared with nothing: it is marked, and all the others stay. */
  function show(isNews) {
    const ids = chosen().map((box) => box.value);
    for (const part of parts) {
      const isChosen = ids.includes(part.dataset.body);
      part.hidden = ids.length > 1 && !isChosen;
      part.classList.toggle("chosen", ids.length === 1 && isChosen);
    }
    status.textContent = said(ids.length);
    if (isNews) history.replaceState(history.state, "", ids.length > 0 ? `?${words.parameter}=${ids.join(",")}` : location.pathname);
  }

  function said(count) {
    if (count === 0) return words.all;
    if (count === 1) return words.one.replace("{name}", chosen()[0].parentElement.textContent.trim());
    return words.some.replace("{shown}", number.format(count));
  }
})();
