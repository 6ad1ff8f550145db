// A form that keeps itself: what is typed goes to the program at a pause, never later than
// 1.2 s, and comes back with the page. The browser keeps nothing.
(function () {
  "use strict";
  var h = window.hukou;
  h.island("keeps", function (el) {
    var form = el.closest("form"), line = el.querySelector("[role=status]"), drop = el.querySelector("button"), timer = 0, dirty = false, going = false, pace = h.pace(), away = 0, touched = [];
    function boxes() { return [].filter.call(form.elements, function (x) { return x.name && !/^(hidden|file|password|submit|button|fieldset)$/.test(x.type) && x.autocomplete !== "one-time-code" && !x.readOnly; }); }
    function tick(x) { return /^(checkbox|radio)$/.test(x.type); }
    function body(all) {
      var out = new URLSearchParams();
      out.append("typed-form", el.dataset.form);
      if (all) boxes().forEach(function (x) { if (!tick(x) || x.checked) out.append(x.name, x.value); });
      return out;
    }
    // Whoever comes to a step stands in its first box; on a telephone no keyboard opens by itself.
    if (form.matches("[data-first]") && document.activeElement === document.body && !document.querySelector("[autofocus],[data-focus]") && !window.matchMedia("(pointer:coarse)").matches) {
      var first = boxes().filter(function (x) { return x.offsetParent && (x.type !== "radio" || x.checked); })[0];
      if (first) first.focus({ preventScroll: true });
    }
    function ask(what, all) { return fetch("/typed/" + what, { method: "POST", body: body(all), headers: { "HX-Request": "true" }, credentials: "same-origin" }); }
    // gone tells that the form is on its way, or that another stands where it was.
    function gone() { return going || form.dataset.sent || !form.isConnected; }
    function say(text, bad) { h.still(function () { line.textContent = text; line.className = bad ? "wrong" : "note"; }); }
    function keep() {
      clearTimeout(timer);
      if (!dirty || gone()) return;
      dirty = false;
      var mine = pace.sent();
      ask("keep", true).then(function (r) {
        if (!pace.last(mine)) {
          if (mine < away) { ask("drop"); return; } // it may have come after the discarding
          later(0);
        }
        if (!r.ok || r.status === 204) { h.signedOut(r); throw r; }
        return r.text().then(function (text) { say(text); h.still(function () { drop.hidden = false; }); });
      }).catch(function () { dirty = true; say(el.dataset.failed, true); timer = setTimeout(keep, 1500); });
    }
    function later(ms) {
      ms = pace.wait(ms, dirty);
      dirty = true; clearTimeout(timer);
      timer = setTimeout(keep, ms);
    }
    function wrote(e) { if (touched.indexOf(e.target) < 0) touched.push(e.target); }
    form.addEventListener("input", function (e) { if (!e.isTrusted) return; wrote(e); if (!e.isComposing) later(300); });
    form.addEventListener("compositionstart", function (e) { wrote(e); if (dirty) keep(); });
    form.addEventListener("compositionend", function () { later(300); });
    form.addEventListener("change", function (e) { if (e.isTrusted) { wrote(e); later(100); } });
    form.addEventListener("htmx:beforeRequest", function (e) { if (e.target === form) going = true; });
    form.addEventListener("htmx:afterRequest", function (e) { if (e.target === form) going = false; });
    form.addEventListener("focusout", function () { if (dirty) later(100); });
    document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden" && dirty && !gone()) { navigator.sendBeacon("/typed/keep", body(true)); dirty = false; } });
    function put(x, was) {
      if (!was) return;
      x.dispatchEvent(new Event("input", { bubbles: true })); x.dispatchEvent(new Event("change", { bubbles: true }));
      for (var d = x.closest("details"); d && form.contains(d); d = d.parentElement.closest("details")) d.open = true;
    }
    // back puts what was kept where nobody has typed since the page came.
    function back(kept) {
      var left = {};
      Object.keys(kept).forEach(function (k) { left[k] = kept[k].slice(); });
      boxes().filter(tick).forEach(function (x) {
        var at = (left[x.name] || []).indexOf(x.value), on = at >= 0, was = x.checked !== on && touched.indexOf(x) < 0;
        if (on) left[x.name].splice(at, 1);
        if (was) { x.checked = on; put(x, true); }
      });
      boxes().filter(function (x) { return !tick(x); }).forEach(function (x) {
        var text = left[x.name] && left[x.name].length ? left[x.name].shift() : null;
        if (text === null || x.value === text || touched.indexOf(x) >= 0) return;
        x.value = text; put(x, true);
      });
    }
    if ("kept" in el.dataset) ask("read").then(function (r) { return r.status === 200 ? r.json() : null; }).then(function (kept) {
      if (kept) h.still(function () { back(kept); say(el.dataset.back); drop.hidden = false; });
    });
    drop.addEventListener("click", function () {
      clearTimeout(timer); dirty = false;
      var mine = away = pace.sent();
      ask("drop").then(function () { pace.last(mine); touched = []; form.reset(); boxes().forEach(function (x) { x.dispatchEvent(new Event("input", { bubbles: true })); }); say(el.dataset.away); drop.hidden = true; var first = boxes()[0]; if (first) first.focus(); });
    });
  });
})();
