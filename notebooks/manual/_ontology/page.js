"use strict";
// Which languages are shown, as the reader last chose; and the terms whose name or label holds what is typed.
(() => {
  const root = document.documentElement, buttons = [...document.querySelectorAll("button[data-show]")];
  const kept = (value) => {
    try { return value ? localStorage.setItem("kg-ontology", value) : localStorage.getItem("kg-ontology"); } catch { return null; }
  };
  const show = (value) => {
    root.dataset.show = value;
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.show === value));
  };
  const asked = new URLSearchParams(location.search).get("lang");
  const known = ["en", "zh", "both"];
  show([asked, kept(), "both"].find((value) => known.includes(value)));
  for (const button of buttons) button.addEventListener("click", () => { kept(button.dataset.show); show(button.dataset.show); });
  document.querySelector(".switch").hidden = false;
  const find = document.getElementById("find"), terms = [...document.querySelectorAll("aside nav ul ul li")];
  find.hidden = false;
  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    document.querySelector("aside").classList.toggle("finding", wanted !== "");
    for (const term of terms) {
      term.hidden = !(term.textContent + " " + term.firstChild.title).toLowerCase().includes(wanted);
    }
  });
})();
