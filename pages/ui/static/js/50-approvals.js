// The papers beside the facts: one at a time, larger, turned; and the docket's count.
hukou.island("approval", function (el) {
  "use strict";
  var box = el.querySelector("[data-papers]");
  if (!box) return;
  box.classList.add("ap-on");
  var papers = [].slice.call(box.querySelectorAll(".ap-paper")), at = 0;
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
    if (back.open) { b.dataset.chord = "Ctrl+Enter"; delete main.dataset.chord; var f = back.querySelector("select"); if (document.activeElement === back.querySelector("summary")) f.focus(); }
    else { delete b.dataset.chord; main.dataset.chord = "Ctrl+Enter"; }
  }
  if (back) { back.addEventListener("toggle", swap); swap(); }
});
hukou.island("docket", function (el) {
  "use strict";
  var n = el.querySelector("[data-ticked]");
  function count() { n.textContent = el.querySelectorAll("input[name=line]:checked").length; }
  el.addEventListener("change", count);
  count();
});
