// The case page: zoom and turn of a scan, printing, the next case fetched ahead.
(function () {
  "use strict";
  hukou.island("casescan", function (el) {
    var img = el.querySelector("img"), tools = el.querySelector("[data-tools]"), zoom = 0, turn = 0;
    if (!img || !tools) return;
    tools.hidden = false;
    function draw() { img.className = (zoom ? "z" + zoom : "") + (turn ? " t" + turn : ""); }
    tools.addEventListener("click", function (e) {
      var b = e.target.closest("button");
      if (!b) return;
      if (b.dataset.zoom) zoom = Math.max(0, Math.min(3, zoom + Number(b.dataset.zoom)));
      else turn = (turn + 1) % 4;
      draw();
    });
  });
  hukou.island("print", function (el) { el.addEventListener("click", function () { window.print(); }); });
  // Opening the list of what cannot be done from the menu unfolds it.
  hukou.island("casefile", function (el) {
    el.addEventListener("click", function (e) {
      var a = e.target.closest('a[href="#cannot"]'), d = document.querySelector("#cannot details");
      if (a && d) d.open = true;
    });
  });
})();
