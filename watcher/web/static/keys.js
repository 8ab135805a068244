"use strict";
// n and p go to the next and previous change, s puts both texts side by side, j and k lead to the next and the previous
// revision. Without a script everything can be reached by its link.
(() => {
  const changes = [...document.querySelectorAll("[data-change]")];
  let at = -1;
  const go = (step) => {
    if (!changes.length) return;
    changes[at]?.classList.remove("here");
    at = Math.min(Math.max(at + step, 0), changes.length - 1);
    changes[at].classList.add("here");
    changes[at].scrollIntoView({ block: "center" });
  };
  const follow = (link) => { if (link) location.href = link.href; };
  const keys = {
    n: () => go(1),
    p: () => go(-1),
    j: () => follow(document.querySelector("link[rel=next], a[rel=next]")),
    k: () => follow(document.querySelector("link[rel=prev], a[rel=prev]")),
    s: () => follow([...document.querySelectorAll(".forms a:not([aria-current])")][0]),
    "/": () => document.querySelector("header input[type=search]").focus(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const act = keys[event.key];
    if (act) { event.preventDefault(); act(); }
  });
})();
