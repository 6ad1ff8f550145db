// The list of cases: arrows walk, Space looks closer, X ticks; every half minute it is
// asked again, as long as somebody is there.
hukou.island("worklist", function (el) {
  "use strict";
  var all = function (q) { return [].slice.call(el.querySelectorAll(q)); };
  var rows = all(".wb-row");
  var one = function (row, q) { return row && row.querySelector(q); };
  function choose(row, focus) {
    rows.forEach(function (r) { r.classList.toggle("at", r === row); one(r, ".wb-open").tabIndex = r === row ? 0 : -1; });
    if (focus) { one(row, ".wb-open").focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
  }
  function look(row) { choose(row); one(row, ".wb-look").click(); }
  function count() {
    all("[data-for]").forEach(function (b) {
      var ticked = all("input[name=tick]:checked").filter(function (t) { return t.value.indexOf(b.dataset.for + "|") === 0; }).length;
      b.textContent = ticked || b.dataset.count;
    });
  }
  all(".wb-look").forEach(function (a) { a.tabIndex = -1; });
  var at = rows.filter(function (r) { return r.classList.contains("at"); })[0] || rows[0];
  if (at) choose(at, document.activeElement === document.body);
  el.addEventListener("focusin", function (e) {
    var row = e.target.matches(".wb-open") && e.target.closest(".wb-row");
    if (row) choose(row);
  });
  el.addEventListener("click", function (e) {
    var row = e.target.closest(".wb-row");
    if (row && !e.target.closest("a,input,button,label")) { look(row); one(row, ".wb-open").focus(); }
  });
  el.addEventListener("change", function (e) {
    if (e.target.matches("[data-all]")) all("input[name=tick]").forEach(function (t) { t.checked = e.target.checked; });
    count();
  });
  el.addEventListener("keydown", function (e) {
    if (hukou.composing(e) || e.ctrlKey || e.altKey || e.metaKey) return;
    var row = e.target.closest(".wb-row"), n = rows.indexOf(row), to = null;
    if (!row || e.target.matches("select")) return;
    if (e.key === "ArrowDown") to = rows[Math.min(n + 1, rows.length - 1)];
    else if (e.key === "ArrowUp") to = rows[Math.max(n - 1, 0)];
    else if (e.key === "Home") to = rows[0];
    else if (e.key === "End") to = rows[rows.length - 1];
    else if (e.key === " " && e.target.matches(".wb-open")) look(row);
    else if (e.key === "x" && hukou.letters()) { var t = one(row, "input[name=tick]"); if (t) { t.checked = !t.checked; count(); } }
    else if (e.key === "t" && hukou.letters() && document.querySelector("#preview [form=claim]")) {
      // The row with the focus is taken, whichever one is looked at.
      var take = document.querySelector("#preview [form=claim]");
      take.value = row.dataset.row;
      take.click();
    } else return;
    e.preventDefault();
    if (to) choose(to, true);
  });
  var seen = Date.now(), stamp = one(el, "[data-stamp]"), last = "";
  var touch = function () { seen = Date.now(); };
  ["keydown", "pointermove"].forEach(function (k) { document.addEventListener(k, touch, { passive: true }); });
  function text(root) { return [].map.call(root.querySelectorAll(".wb-row,.wb-group,.pills"), function (r) { return r.textContent; }).join("|"); }
  last = text(el);
  function fresh(html) {
    var box = document.createElement("template");
    box.innerHTML = html;
    var next = box.content.querySelector("#work");
    if (!next) throw new Error("no list");
    stamp.querySelector("[data-time]").textContent = next.querySelector("[data-time]").textContent;
    if (stamp.classList.contains("stale")) { stamp.innerHTML = next.querySelector("[data-stamp]").innerHTML; stamp.classList.remove("stale"); }
    if (text(next) === last) return;
    var ticks = all("input[name=tick]:checked").map(function (t) { return t.value; }), here = document.activeElement, row = el.contains(here) && here.closest(".wb-row");
    [].forEach.call(next.querySelectorAll(".wb-row"), function (r) {
      var t = one(r, "input[name=tick]");
      if (t && ticks.indexOf(t.value) >= 0) t.checked = true;
      if (row) r.classList.toggle("at", r.dataset.row === row.dataset.row);
    });
    el.replaceWith(next);
    window.htmx.process(next);
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: next } }));
    if (row) { var a = next.querySelector(".wb-row.at .wb-open"); if (a) a.focus({ preventScroll: true }); }
  }
  function stale() {
    if (stamp.classList.contains("stale")) return;
    var when = stamp.querySelector("[data-time]").textContent, again = document.createElement("button");
    stamp.classList.add("stale");
    stamp.textContent = stamp.dataset.failed;
    stamp.insertAdjacentHTML("beforeend", "<time data-time></time> ");
    stamp.querySelector("[data-time]").textContent = when;
    again.type = "button"; again.className = "link"; again.textContent = stamp.dataset.again;
    again.addEventListener("click", ask);
    stamp.appendChild(again);
  }
  function ask() {
    fetch(location.pathname + location.search, { headers: { "HX-Request": "true", "HX-Target": "work" }, credentials: "same-origin" })
      .then(function (r) { if (!r.ok || r.status === 204) throw new Error(r.status); return r.text(); }).then(function (text) { window.hukou.still(function () { fresh(text); }); }).catch(stale);
  }
  var clock = setInterval(function () {
    if (!document.body.contains(el)) { clearInterval(clock); return; }
    if (document.hidden || Date.now() - seen > 600000 || el.querySelector("select:focus")) return;
    ask();
  }, 30000);
  el.addEventListener("worklist:refresh", ask);
});
