// The papers beside the facts: one at a time, larger, turned; and the docket's count.
hukou.island("approval", function (el) {
  "use strict";
  var box = el.querySelector("[data-papers]");
  var waits = el.dataset.waits, rail = document.querySelector('.rail a[href="/approvals"] .rail-count');
  if (rail && waits && rail.firstChild) rail.firstChild.textContent = waits + " ";
  if (!box) return;
  box.classList.add("ap-on");
  var papers = [].slice.call(box.querySelectorAll(".ap-paper"));
  var at = Math.max(0, papers.findIndex(function (p) { return !p.classList.contains("later"); }));
  var frame = function () { return papers[at] && papers[at].querySelector(".ap-frame"); };
  function show(n) {
    at = (n + papers.length) % papers.length;
    papers.forEach(function (p, i) { p.classList.toggle("later", i !== at); });
  }
  function cycle(prefix, most) {
    var f = frame();
    if (!f) return;
    var n = +(f.dataset[prefix] || 0);
    f.classList.remove(prefix + n);
    n = (n + 1) % (most + 1);
    if (prefix === "z" && n === 1) n = 2;
    f.dataset[prefix] = n;
    f.classList.add(prefix + n);
  }
  el.addEventListener("click", function (e) {
    var b = e.target.closest("[data-zoom],[data-turn],[data-step],[data-show]");
    if (!b || !papers.length) return;
    if (b.matches("[data-zoom]")) cycle("z", 3);
    else if (b.matches("[data-turn]")) cycle("r", 3);
    else if (b.matches("[data-step]")) show(at + 1);
    else papers.forEach(function (p, i) { if (p.dataset.paper === b.dataset.show) { show(i); p.scrollIntoView({ block: "nearest" }); } });
  });
  el.addEventListener("error", function (e) {
    if (e.target.tagName === "IMG") el.querySelector("[data-broken]").hidden = false;
  }, true);
  // While a return is being written, the chord sends it.
  var back = el.querySelector(".ap-return"), main = el.querySelector("[data-chord]");
  function swap() {
    var b = back && back.querySelector("[data-return]");
    if (!b) return;
    var chord = main && main.querySelector("kbd");
    if (chord) chord.hidden = back.open;
    el.classList.toggle("ap-returning", back.open);
    if (back.open) { b.dataset.chord = "Ctrl+Enter"; if (main) delete main.dataset.chord; if (!back.querySelector("[aria-invalid],.field-wrong")) back.querySelector("select").focus(); }
    else { delete b.dataset.chord; if (main) main.dataset.chord = "Ctrl+Enter"; }
  }
  if (back) {
    back.addEventListener("toggle", swap); swap();
    back.addEventListener("keydown", function (e) {
      if (e.key !== "Escape" || hukou.composing(e) || !back.open) return;
      e.preventDefault();
      back.open = false;
      swap();
      back.querySelector("summary").focus();
    });
  }
});
hukou.island("docket", function (el) {
  "use strict";
  var n = el.querySelector("[data-ticked]"), all = el.querySelector("[data-tick-all]");
  function count() { n.textContent = el.querySelectorAll("input[name=line]:checked").length; }
  el.addEventListener("change", count);
  if (all) {
    all.hidden = false;
    all.addEventListener("click", function () {
      [].forEach.call(el.querySelectorAll("li:not(.differs) input[name=line]"), function (i) { i.checked = true; });
      count();
      el.querySelector("button.primary").focus();
    });
  }
  count();
});
