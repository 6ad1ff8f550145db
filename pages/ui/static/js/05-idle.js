// Who leaves the page untouched is warned, then locked out; the page is put away as it
// stands and comes back as it was. Hands at work keep the session alive, polls do not.
(function () {
  "use strict";
  var root = document.documentElement, hukou = window.hukou, seen = Date.now(), told = Date.now(), from = null, top = 0;
  hukou.locked = false;
  function get(id) { return document.getElementById(id); }
  // kept is when any window of this browser was last touched.
  function kept(when) { try { if (when) localStorage.setItem("hukou-seen", when); return +localStorage.getItem("hukou-seen") || 0; } catch (x) { return 0; } }
  function touch() {
    if (hukou.locked) return;
    var now = Date.now();
    if (now - seen > 1000) kept(now);
    seen = now;
    if (now - told > 120000) { told = now; fetch("/still-here", { method: "POST", credentials: "same-origin", headers: { "HX-Request": "true" } }).then(hukou.signedOut).catch(function () { told = 0; }); }
  }
  function back() { if (from && document.contains(from)) from.focus({ preventScroll: true }); from = null; }
  function stay() { get("idle-warn").hidden = true; back(); touch(); }
  function lock(elsewhere) {
    if (hukou.locked) return;
    if (hukou.shut) hukou.shut();
    hukou.locked = true;
    get("idle-why").textContent = get("idle-lock").dataset[elsewhere ? "elsewhere" : "away"];
    if (get("idle-warn").hidden) from = document.activeElement;
    top = window.scrollY;
    get("idle-warn").hidden = true;
    get("idle-lock").hidden = false;
    document.body.classList.add("locked");
    if (!elsewhere) fetch("/lock", { method: "POST", credentials: "same-origin" }).catch(function () { /* the program ends the session by itself */ });
    get("idle-u").focus();
  }
  // What a page asks by itself learns first that the session is over, and where it went.
  hukou.signedOut = function (r) { if ((r.headers.get("HX-Redirect") || "").indexOf("why=elsewhere") > 0) lock(true); };
  function open() {
    hukou.locked = false; seen = told = Date.now(); kept(seen);
    get("idle-lock").hidden = true;
    get("idle-lock").querySelector("form").reset();
    get("idle-lock").querySelector(".wrong").textContent = "";
    document.body.classList.remove("locked");
    window.scrollTo(0, top);
    back();
  }
  function tick() {
    if (hukou.locked) return;
    var quiet = (Date.now() - Math.max(seen, kept())) / 1000, limit = +root.dataset.idle;
    if (quiet >= limit) return lock(false);
    if (quiet < limit - root.dataset.warn) { if (!get("idle-warn").hidden) stay(); return; }
    if (get("idle-warn").hidden) { if (hukou.shut) hukou.shut(); from = document.activeElement; get("idle-warn").hidden = false; get("idle-warn").querySelector("button").focus(); }
  }
  document.addEventListener("DOMContentLoaded", function () {
    if (!get("idle-lock")) return;
    kept(seen);
    // The key that answers the warning goes no further, and the focus goes back after it.
    ["keydown", "keyup", "pointerdown", "pointermove", "wheel"].forEach(function (k) {
      document.addEventListener(k, function (e) {
        if (!get("idle-warn").hidden && e.key) { e.preventDefault(); e.stopPropagation(); if (k === "keyup") stay(); return; }
        if (get("idle-warn").hidden) touch();
      }, { capture: true, passive: !/^key/.test(k) });
    });
    get("idle-warn").querySelector("[data-stay]").addEventListener("click", stay);
    get("idle-lock").querySelector("form").addEventListener("submit", function (e) {
      e.preventDefault();
      var f = e.target, wrong = get("idle-lock").querySelector(".wrong");
      fetch("/unlock", { method: "POST", body: new URLSearchParams(new FormData(f)), credentials: "same-origin" }).then(function (r) {
        delete f.dataset.sent;
        if (r.status === 204) return open();
        if (r.status === 205) { location.href = "/"; return; }
        wrong.textContent = get("idle-lock").dataset.wrong;
        get("idle-c").value = ""; get("idle-p").value = ""; get("idle-p").focus();
      }).catch(function () { delete f.dataset.sent; wrong.textContent = get("idle-lock").dataset.wrong; });
    });
    document.addEventListener("htmx:beforeRequest", function (e) { if (hukou.locked) e.preventDefault(); });
    document.addEventListener("visibilitychange", tick);
    setInterval(tick, 1000);
  });
})();
