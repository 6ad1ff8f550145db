// A tile tells of its child when the focus or the pointer comes to it: the row of the
// list, as a card. Arrows walk the tiles, so that Tab passes them by; Escape closes.
// Where an answer of others puts new tiles, the focus stays with its child.
hukou.island("tiles", function (el) {
  "use strict";
  var tiles = [], card = document.createElement("div"), of = null, at = null;
  card.id = "tile-card"; card.className = "bt-card panel"; card.setAttribute("role", "tooltip"); card.hidden = true;
  el.appendChild(card);
  function hide() { if (of) of.removeAttribute("aria-describedby"); of = null; card.hidden = true; }
  function show(a) {
    var link = document.querySelector('.bt-twin a[href="' + a.getAttribute("href") + '"]'), row = link && link.closest("tr");
    if (of === a || !row) return;
    hide();
    of = a;
    card.textContent = "";
    [].forEach.call(row.cells, function (cell, i) {
      var words = cell.textContent.trim(), line = document.createElement("p");
      if (!words) return;
      if (i) line.textContent = row.parentNode.parentNode.tHead.rows[0].cells[i].textContent + " ";
      line.appendChild(document.createElement("b")).textContent = words;
      card.appendChild(line);
    });
    card.hidden = false;
    place(a);
    a.setAttribute("aria-describedby", card.id);
  }
  function place(a) {
    var at = a.getBoundingClientRect(), box = card.getBoundingClientRect();
    card.style.left = Math.max(8, Math.min(at.left, window.innerWidth - box.width - 8)) + "px";
    card.style.top = (at.bottom + box.height + 12 < window.innerHeight ? at.bottom + 8 : at.top - box.height - 8) + "px";
  }
  function stop(a) { tiles.forEach(function (x) { x.tabIndex = x === a ? 0 : -1; }); }
  function ready() {
    var back;
    tiles = [].slice.call(el.querySelectorAll("a.tile"));
    tiles.forEach(function (a) { if (a.title) { a.dataset.who = a.title; a.setAttribute("aria-label", a.title); a.removeAttribute("title"); } if (at && a.getAttribute("href") === at) back = a; });
    if (!tiles.length) return;
    stop(back || tiles[0]);
    if (back) back.focus();
    at = null;
  }
  ready();
  document.addEventListener("htmx:beforeSwap", function () { var a = document.activeElement; at = tiles.indexOf(a) < 0 ? null : a.getAttribute("href"); hide(); });
  el.addEventListener("htmx:load", ready);
  el.addEventListener("focusin", function (e) { var a = e.target.closest("a.tile"); if (a) { stop(a); show(a); } });
  el.addEventListener("focusout", hide);
  document.addEventListener("mouseover", function (e) { var a = e.target.closest("a.tile"); if (a) show(a); else if (!card.contains(e.target) && of !== document.activeElement) hide(); });
  window.addEventListener("scroll", function () { if (of) place(of); }, { passive: true });
  document.addEventListener("keydown", function (e) { if (e.key === "Escape" && of) { e.preventDefault(); hide(); } });
  el.addEventListener("keydown", function (e) {
    var n = tiles.indexOf(e.target), to = { ArrowRight: n + 1, ArrowLeft: n - 1 }[e.key];
    if (n < 0 || to === undefined || e.ctrlKey || e.altKey) return;
    e.preventDefault();
    tiles[Math.max(0, Math.min(to, tiles.length - 1))].focus();
  });
});
