// Boxes are written as they were read once they are left, and before their form is sent.
(function () {
  "use strict";
  var h = window.hukou;
  h.tidy = function (el, f) {
    el.tidyUp = function () { var v = f(el.value); if (v !== el.value) { el.value = v; el.dispatchEvent(new Event("change", { bubbles: true })); } };
    el.addEventListener("blur", el.tidyUp);
  };
  document.addEventListener("submit", function (e) { [].forEach.call(e.target.elements, function (el) { if (el.tidyUp) el.tidyUp(); }); }, true);
  h.island("digits", function (el) { h.tidy(el, function (v) { return h.halfwidth(v).replace(/\s/g, ""); }); });
})();
