// Arrows walk the hits from the search box.
window.hukou.island("results", function (box) {
  "use strict";
  function rows() { return [].slice.call(document.querySelectorAll("#results [data-row]")); }
  document.addEventListener("keydown", function (e) {
    if (window.hukou.composing(e) || (e.key !== "ArrowDown" && e.key !== "ArrowUp")) return;
    var all = rows(), at = all.indexOf(document.activeElement);
    if (!all.length || (at < 0 && document.activeElement !== box && document.activeElement !== document.body)) return;
    e.preventDefault();
    var to = at + (e.key === "ArrowDown" ? 1 : -1);
    (all[Math.min(to, all.length - 1)] || box).focus();
  });
  if (rows().length) rows()[0].focus();
});
