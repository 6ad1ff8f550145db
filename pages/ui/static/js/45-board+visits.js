// J and K walk the rows of a list, from wherever nobody types; from a row arrows, Home and
// End do too.
window.hukou.island("walk", function (el) {
  "use strict";
  var h = window.hukou, rows = [].slice.call(el.querySelectorAll("[data-row]"));
  document.addEventListener("keydown", function (e) {
    if (h.composing(e) || h.typing(e.target) || e.ctrlKey || e.altKey || e.metaKey) return;
    var at = rows.indexOf(document.activeElement), k = e.key.toLowerCase();
    var by = { arrowdown: 1, arrowup: -1, home: -rows.length, end: rows.length }[at < 0 ? "" : k] || (h.letters() && { j: 1, k: -1 }[k]);
    if (!by) return;
    e.preventDefault();
    rows[Math.max(0, Math.min(at + by, rows.length - 1))].focus();
  });
});
