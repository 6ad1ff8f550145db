// The form of a case: kept by itself, Enter goes to the next box, places are offered.
(function () {
  "use strict";
  var h = window.hukou;
  h.island("autosave", function (form) {
    var timer = 0, dirty = false, pace = h.pace(), line = document.getElementById("kept");
    // Who is like the person typed and came meanwhile counts as seen once inside the window.
    var alike = document.getElementById("alike"), eye = window.IntersectionObserver && new IntersectionObserver(function (all) {
      if (all[all.length - 1].isIntersecting) alike.querySelector("[name='alike.seen']").disabled = false;
    }, { threshold: 0.1 });
    function look() { if (eye && alike.querySelector(".warned")) { alike.querySelector("[name='alike.seen']").disabled = true; eye.unobserve(alike); eye.observe(alike); } }
    function body() { return new URLSearchParams(new FormData(form)); }
    function keep() {
      clearTimeout(timer);
      if (!dirty || form.dataset.sent) return;
      dirty = false;
      var mine = pace.sent();
      fetch(form.dataset.keep, { method: "POST", body: body(), headers: { "HX-Request": "true" }, credentials: "same-origin" }).then(function (r) {
        if (!pace.last(mine)) later(0);
        if (!r.ok || r.status === 204) { h.signedOut(r); throw r; } // 204 leads to the sign-in
        return r.text().then(function (text) { h.still(function () {
          var now = document.createElement("div");
          now.innerHTML = text;
          var like = now.querySelector("[data-alike]");
          if (like) like.remove();
          if (like && pace.last(mine)) { alike.innerHTML = like.innerHTML; look(); }
          line.innerHTML = now.innerHTML; line.className = "note";
        }); });
      }).catch(function () { dirty = true; line.textContent = document.documentElement.lang !== "en" ? "未存上，正在重试" : "not kept: trying again"; line.className = "wrong"; timer = setTimeout(keep, 1500); });
    }
    function later(ms) {
      ms = pace.wait(ms, dirty);
      dirty = true; clearTimeout(timer);
      timer = setTimeout(keep, ms);
    }
    form.addEventListener("input", function (e) { if (!e.isComposing) later(300); });
    form.addEventListener("compositionstart", function () { if (dirty) keep(); });
    form.addEventListener("compositionend", function () { later(300); });
    form.addEventListener("change", function (e) { later(100); if (e.target.matches("input[type=radio],select")) again(); });
    // What was chosen may bring other boxes: they are drawn anew, the last choice's
    // alone. While somebody types or composes they wait until that box is left.
    var typed = 0, asked = 0, owed = false;
    ["input", "compositionstart"].forEach(function (k) { form.addEventListener(k, function () { typed++; }); });
    function again() {
      var seen = typed, turn = ++asked, data = body();
      owed = false;
      data.set("do", "look");
      fetch(form.action, { method: "POST", body: data, credentials: "same-origin", headers: { Accept: "text/html" } }).then(function (r) { return r.ok ? r.text() : ""; }).then(function (text) { h.still(function () {
        var now = new DOMParser().parseFromString(text, "text/html").getElementById("boxes"), old = document.getElementById("boxes"), at = document.activeElement;
        if (!now || turn !== asked || form.dataset.sent) return;
        if (seen !== typed) { owed = true; return; }
        var name = at && at.name, value = at && at.value, open = [].map.call(old.querySelectorAll("details"), function (d) { return d.open; });
        old.replaceWith(now);
        document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: now } }));
        [].forEach.call(now.querySelectorAll("details"), function (d, i) { d.open = !!open[i]; });
        if (name) { var back = [].filter.call(form.elements, function (x) { return x.name === name && (x.type !== "radio" || x.value === value); })[0]; if (back) back.focus(); }
      }); });
    }
    form.addEventListener("focusout", function () { if (dirty) later(100); if (owed) setTimeout(again, 0); });
    document.addEventListener("visibilitychange", function () { if (document.visibilityState === "hidden" && dirty && !form.dataset.sent) { navigator.sendBeacon(form.dataset.keep, body()); dirty = false; } });
    form.addEventListener("keydown", function (e) {
      if (e.key !== "Enter" || h.composing(e) || e.ctrlKey || e.altKey || !/^(INPUT|SELECT)$/.test(e.target.tagName) || e.defaultPrevented) return;
      e.preventDefault();
      var boxes = [].slice.call(form.querySelectorAll("input:not([type=hidden]),select,textarea,button")).filter(function (x) { return x.offsetParent !== null && x.tabIndex >= 0 && !(x.type === "radio" && x.name === e.target.name); });
      var next = boxes[boxes.indexOf(e.target) + 1] || boxes.filter(function (x) { return e.target.compareDocumentPosition(x) & 4; })[0];
      if (next) next.focus();
    });
  });
  // Enter in a finder presses its button.
  h.island("finder", function (el) {
    el.addEventListener("keydown", function (e) { if (e.key === "Enter" && !h.composing(e)) { e.preventDefault(); e.stopPropagation(); el.parentElement.querySelector("button").click(); } });
  });
  // A list is narrowed by what is typed; Enter takes the first that is left.
  h.island("filter", function (el) {
    function run() {
      var q = h.halfwidth(el.value).trim().toLowerCase();
      var left = 0, all = document.querySelectorAll(el.dataset.filter), none = document.getElementById("nothing-found");
      all.forEach(function (li) { li.hidden = q !== "" && (li.dataset.text || "").toLowerCase().indexOf(q) < 0; if (!li.hidden) left++; });
      if (none) none.hidden = left > 0;
    }
    el.addEventListener("input", function (e) { if (!e.isComposing) run(); });
    el.addEventListener("compositionend", run);
    el.addEventListener("keydown", function (e) {
      if (e.key !== "Enter" || h.composing(e)) return;
      e.preventDefault();
      var first = [].slice.call(document.querySelectorAll(el.dataset.filter)).filter(function (li) { return !li.hidden && li.querySelector("button"); })[0];
      if (first) first.querySelector("button").click();
    });
  });
  h.island("place", function (el) {
    var list = document.getElementById(el.dataset.list), say = el.parentElement.querySelector("[data-place-echo]"), timer = 0, busy = false;
    function close() { list.innerHTML = ""; el.setAttribute("aria-expanded", "false"); el.removeAttribute("aria-activedescendant"); }
    // A box beside a select puts what is found into it, and is free for another search.
    var into = el.dataset.into && document.getElementById(el.dataset.into);
    if (into) el.parentElement.hidden = false;
    function take(li) { el.value = into ? "" : li.dataset.code; if (into) { into.value = li.dataset.code; into.dispatchEvent(new Event("change", { bubbles: true })); } h.still(function () { say.textContent = li.dataset.path; close(); }); el.dispatchEvent(new Event("change", { bubbles: true })); }
    function ask() {
      var q = h.halfwidth(el.value).trim();
      if (!q) return close();
      fetch(el.dataset.places + encodeURIComponent(q), { credentials: "same-origin", headers: { "HX-Request": "true" } }).then(function (r) { return r.ok ? r.text() : ""; }).then(function (text) {
        if (q !== h.halfwidth(el.value).trim() || document.activeElement !== el) return;
        list.innerHTML = text; el.setAttribute("aria-expanded", text ? "true" : "false");
        [].forEach.call(list.querySelectorAll("[role=option]"), function (li, i) { li.id = el.id + "-o" + i; li.addEventListener("mousedown", function (e) { e.preventDefault(); take(li); }); });
      });
    }
    function soon() { clearTimeout(timer); timer = setTimeout(ask, 200); }
    el.addEventListener("compositionstart", function () { busy = true; });
    el.addEventListener("compositionend", function () { busy = false; soon(); });
    el.addEventListener("input", function (e) { if (!busy && !e.isComposing) { say.textContent = ""; soon(); } });
    el.addEventListener("blur", function () {
      var first = list.querySelector("[role=option]");
      if (first && (into ? el.value.trim() : !/^\d{6}$/.test(el.value))) take(first);
      setTimeout(function () { h.still(close); }, 150);
    });
    el.addEventListener("keydown", function (e) {
      if (h.composing(e)) return;
      var all = [].slice.call(list.querySelectorAll("[role=option]")), at = all.findIndex(function (x) { return x.getAttribute("aria-selected") === "true"; });
      if (!all.length) return;
      if (e.key === "Escape") { e.preventDefault(); close(); return; }
      if (e.key === "Enter") { e.preventDefault(); take(all[Math.max(at, 0)]); return; }
      var to = e.key === "ArrowDown" ? at + 1 : e.key === "ArrowUp" ? at - 1 : -1;
      if (to < 0 || to >= all.length) return;
      e.preventDefault();
      all.forEach(function (x, i) { x.setAttribute("aria-selected", i === to ? "true" : "false"); });
      el.setAttribute("aria-activedescendant", all[to].id); all[to].scrollIntoView({ block: "nearest" });
    });
  });
})();
