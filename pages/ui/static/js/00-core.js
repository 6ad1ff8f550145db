// What every page shares: islands, keys, focus. Everything works without it.
(function () {
  "use strict";
  var islands = {};
  // hukou.island(name, start) runs start(element) once for each element with
  // data-island="name", also for those that come later.
  var hukou = (window.hukou = {
    island: function (name, start) { islands[name] = start; if (document.readyState !== "loading") wake(document); },
    // composing tells whether a key belongs to an input method.
    composing: function (e) { return e.isComposing || e.keyCode === 229; },
    typing: function (el) { return !!el && (/^(INPUT|TEXTAREA|SELECT)$/.test(el.tagName) && !/^(checkbox|radio|button|submit)$/.test(el.type) || el.isContentEditable); },
    letters: function () { return document.documentElement.dataset.keys !== "false"; },
    // halfwidth turns full-width digits, letters and signs into plain ones.
    halfwidth: function (s) { return s.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); }).replace(/[\u3000\s]/g, " ").replace(/\u3002/g, "."); }
  });
  // hukou.still(f) runs f now, or after the click while a pointer is down: what moves a
  // button from under a hand loses its click.
  var down = false, held = [];
  hukou.still = function (f) { if (down) held.push(f); else f(); };
  document.addEventListener("pointerdown", function () { down = true; }, true);
  ["pointerup", "pointercancel"].forEach(function (k) {
    document.addEventListener(k, function () { down = false; setTimeout(function () { held.splice(0).forEach(function (f) { f(); }); }, 0); }, true);
  });
  // What htmx asks for while a pointer is down waits too.
  document.addEventListener("htmx:confirm", function (e) { if (down) { e.preventDefault(); hukou.still(function () { e.detail.issueRequest(); }); } });

  function wake(root) {
    (root.querySelectorAll ? [].slice.call(root.querySelectorAll("[data-island]")) : []).concat(root.matches && root.matches("[data-island]") ? [root] : []).forEach(function (el) {
      (el.dataset.island || "").split(" ").forEach(function (name) {
        var mark = "island" + name.replace(/\W/g, "") + "On";
        if (islands[name] && !el.dataset[mark]) { el.dataset[mark] = "1"; islands[name](el); }
      });
    });
    var f = root.querySelector && root.querySelector("[data-focus]");
    if (f) f.focus();
  }
  document.addEventListener("DOMContentLoaded", function () { wake(document); });
  document.addEventListener("htmx:load", function (e) { wake(e.detail.elt); });

  // Chords and letters: an element with data-chord="Ctrl+Enter" is pressed by that
  // chord anywhere; one with data-key="s" by that letter unless somebody is typing.
  function chordOf(e) {
    var k = e.key.length === 1 ? e.key.toLowerCase() : e.key;
    if (e.altKey && /^Key[A-Z]$/.test(e.code)) k = e.code.slice(3).toLowerCase();
    return (e.ctrlKey || e.metaKey ? "Ctrl+" : "") + (e.altKey ? "Alt+" : "") + k;
  }
  function press(el) {
    if (!el) return false;
    if (el.getAttribute("aria-disabled") === "true") { var why = document.getElementById(el.getAttribute("aria-describedby") || ""); if (why) { why.setAttribute("tabindex", "-1"); why.focus(); } return true; }
    if (el.matches("input,select,textarea")) { el.focus(); if (el.select) el.select(); } else el.click();
    return true;
  }
  function shown(el) { return el && el.offsetParent !== null; }
  var pending = "", from;
  document.addEventListener("keydown", function (e) {
    if (hukou.composing(e) || e.defaultPrevented) return;
    var c = chordOf(e), field = hukou.typing(e.target);
    // A key that is held down is one press: its repeats would go on to the next page's act.
    if (/^(Ctrl|Alt)\+/.test(c)) {
      var found = [].slice.call(document.querySelectorAll("[data-chord]")).filter(function (el) { return el.dataset.chord.toLowerCase() === c.toLowerCase() && shown(el); });
      if (e.repeat ? found[0] : press(found[0])) e.preventDefault();
      return;
    }
    if (field) { if (e.key === "Escape") { e.target.blur(); if (from && e.target.matches("[data-global-search]")) from.focus(); } return; }
    if (!hukou.letters() || e.key.length !== 1 || e.repeat) return;
    if (pending === "g") {
      pending = "";
      var to = { w: "/", a: "/approvals", b: "/batches", r: "/search" }[c];
      if (to) { e.preventDefault(); location.href = to; return; }
    }
    if (c === "g") { pending = "g"; setTimeout(function () { pending = ""; }, 1200); return; }
    if (c === "/") { var s = document.querySelector("[data-global-search]"); if (shown(s)) { e.preventDefault(); from = e.target; s.focus(); s.select(); } return; }
    var keyed = [].slice.call(document.querySelectorAll("[data-key]")).filter(function (el) { return el.dataset.key === c && shown(el); });
    if (keyed.length && press(keyed[0])) e.preventDefault();
  });

  // A form that is being sent is not sent twice.
  document.addEventListener("submit", function (e) {
    var f = e.target;
    if (f.dataset.sent) { e.preventDefault(); return; }
    if (f.method === "post" && !f.hasAttribute("hx-post")) { f.dataset.sent = "1"; setTimeout(function () { delete f.dataset.sent; }, 8000); }
  });
  window.addEventListener("pageshow", function () { document.querySelectorAll("form[data-sent]").forEach(function (f) { delete f.dataset.sent; }); });
  // An open menu closes by Escape and by a press elsewhere.
  document.addEventListener("click", function (e) { document.querySelectorAll("details.menu[open]").forEach(function (d) { if (!d.contains(e.target)) d.open = false; }); });
  document.addEventListener("keydown", function (e) { if (e.key === "Escape") document.querySelectorAll("details.menu[open]").forEach(function (d) { d.open = false; d.querySelector("summary").focus(); }); });
})();
