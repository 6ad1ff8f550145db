// What rings at the station is asked anew every fifteen seconds, as long as somebody is
// there: a desk that asked for ever would never lock itself.
hukou.island("bells", function (el) {
  "use strict";
  var seen = Date.now(), last = "";
  ["pointerdown", "keydown", "scroll"].forEach(function (k) { document.addEventListener(k, function () { seen = Date.now(); }, true); });
  setInterval(function () {
    if (document.hidden || Date.now() - seen > 600000) return;
    fetch(location.pathname, { headers: { "HX-Request": "true" }, credentials: "same-origin" })
      .then(function (r) { if (!r.ok || r.status === 204) throw new Error(r.status); return r.text(); })
      .then(function (text) { if (text !== last) window.hukou.still(function () { last = text; el.innerHTML = text; }); })
      .catch(function () { last = ""; });
  }, 15000);
});
